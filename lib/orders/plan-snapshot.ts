import type { PlanSnapshot } from '#lib/domain/order';
import type { Plan } from '#lib/domain/plan';

/** The plan as it is sold now: what the order owes from here on. */
export function toSnapshot(plan: Plan): PlanSnapshot {
  const cost = chooseCost(plan);
  return {
    planId: plan.id,
    provider: plan.provider,
    offerId: plan.offerId,
    place: plan.place,
    data: plan.data,
    validityDays: plan.validityDays,
    start: plan.start,
    topUp: plan.topUp.known ? (plan.topUp.value ? 'yes' : 'no') : 'not_stated',
    costCurrency: cost.currency,
    costMinor: cost.minor,
  };
}

/** In the order in which conversions are reckoned when a price is made. */
function chooseCost({ id, costs }: Plan) {
  const quoted = (currency: string) => costs.find((cost) => cost.currency === currency);
  const cost = quoted('EUR') ?? quoted('USD') ?? costs[0];
  if (!cost) throw new Error(`Plan ${id} is on sale without a cost`);
  return cost;
}
