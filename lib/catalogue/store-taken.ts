import { markSubstitutes } from '#lib/catalogue/mark-substitutes';
import { type PlanRecord, toPlanRow } from '#lib/db/plan-row';
import type { PlanStore } from '#lib/db/plan-store';
import type { SyncRecord, SyncStore } from '#lib/db/sync-store';
import type { PlanId } from '#lib/domain/plan';

/** What one wholesaler's answer means for the stored catalogue; without `plans`, those it had stay. */
export type Taken = { record: SyncRecord; plans?: readonly PlanRecord[] };

type Deps = { plans: PlanStore; syncs: SyncStore; now: () => Date };
type Stored = Taken & { stored: readonly PlanRecord[] };
type Change = Parameters<PlanStore['apply']>[0];

/** Compares with what is stored and writes the difference. */
export async function storeTaken(
  deps: Deps,
  taken: readonly Taken[],
): Promise<{ syncs: SyncRecord[]; changed: boolean }> {
  const stored = await Promise.all(taken.map((one) => readStored(deps, one)));
  const marked = Map.groupBy(
    markSubstitutes(stored.flatMap(({ plans, stored: had }) => plans ?? had)),
    ({ plan }) => plan.provider,
  );
  const changes = await Promise.all(
    stored.map(async (one) => {
      const records = marked.get(one.record.provider) ?? [];
      const change = one.plans ? await toChange(deps, one, records) : toMarks(one, records);
      return { record: one.record, change };
    }),
  );
  await deps.plans.apply({
    rows: changes.flatMap(({ change }) => change.rows),
    withdrawnIds: changes.flatMap(({ change }) => change.withdrawnIds),
    marks: changes.flatMap(({ change }) => change.marks),
  });
  const syncs = changes.map(({ record, change }) => ({
    ...record,
    finishedAt: deps.now(),
    written: change.rows.length,
    withdrawn: change.withdrawnIds.length,
  }));
  await deps.syncs.record(syncs);
  const changed = changes.some(
    ({ change: { rows, withdrawnIds, marks } }) => rows.length + withdrawnIds.length + marks.length > 0,
  );
  return { syncs, changed };
}

/** The stored plans of a wholesaler that was not taken over: among them equals are looked for all the same. */
async function readStored({ plans }: Deps, taken: Taken): Promise<Stored> {
  return { ...taken, stored: taken.plans ? [] : await plans.listOnSale(taken.record.provider) };
}

async function toChange(
  { plans }: Deps,
  { record }: Stored,
  records: readonly PlanRecord[],
): Promise<Required<Change>> {
  const stored = await plans.listDigests(record.provider);
  const digests = new Map(stored.map((plan) => [plan.id, plan.digest]));
  const ids = new Set<string>(records.map(({ plan }) => plan.id));
  return {
    // One by one: the rows of a whole catalogue that did not change would fill the memory for nothing.
    rows: records.flatMap((record) => {
      const row = toPlanRow(record);
      return digests.get(row.id) === row.digest ? [] : [row];
    }),
    withdrawnIds: stored.filter((plan) => plan.onSale && !ids.has(plan.id)).map((plan) => plan.id),
    marks: [],
  };
}

/** Of a wholesaler that was not taken over only what stands for its plans may change. */
function toMarks({ stored }: Stored, records: readonly PlanRecord[]): Required<Change> {
  const before = new Map<PlanId, PlanId | undefined>(
    stored.map(({ plan, substituteOf }) => [plan.id, substituteOf]),
  );
  const marks = records
    .filter(({ plan, substituteOf }) => before.get(plan.id) !== substituteOf)
    .map(({ plan, substituteOf }) => ({ id: plan.id, ...(substituteOf && { substituteOf }) }));
  return { rows: [], withdrawnIds: [], marks };
}
