import type { PlanRecord } from '#lib/db/plan-row';
import type { ListedPlan } from '#lib/domain/plan';

/** The plans that are shown, in their order, each with those it stands for. All of them must be sellable. */
export function foldEquals(records: readonly PlanRecord[]): ListedPlan[] {
  const byId = new Map(records.map((record) => [record.plan.id, record]));
  const findStandIn = ({ substituteOf }: PlanRecord) => substituteOf && byId.get(substituteOf);
  // Two steps at most: to the best of the own wholesaler, and from there to the other's.
  const groups = Map.groupBy(records, (record) => {
    const first = findStandIn(record) ?? record;
    return findStandIn(first) ?? first;
  });
  return records
    .filter((record) => !findStandIn(record))
    .map((record) => {
      const others = groups.get(record)?.filter((other) => other !== record) ?? [];
      return { ...record.plan, equals: others.map(({ plan }) => plan) };
    });
}
