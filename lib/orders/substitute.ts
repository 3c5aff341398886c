import type { LineStore } from '#lib/db/line-store';
import type { OrderStore } from '#lib/db/order-store';
import type { PlanStore } from '#lib/db/plan-store';
import {
  isWaiting,
  type Order,
  type OrderLine,
  type OrderLineId,
  toListPrice,
  WAITING_STATES,
} from '#lib/domain/order';
import type { PlanId } from '#lib/domain/plan';
import { toPromiseClock } from '#lib/domain/promise';
import { err, ok, type Result } from '#lib/domain/result';
import { chooseSubstitute, countriesSold, type Substitute } from '#lib/domain/substitute';
import { toSnapshot } from '#lib/orders/plan-snapshot';

export type SubstituteDeps = {
  plans: Pick<PlanStore, 'read' | 'listReplacements'>;
  /**
   * How much dearer than what was sold a substitute may be on our shelf, in basis points: we bear the difference.
   * Shelf price against shelf price, so that whoever had a promotion code is not offered less for it.
   */
  dearerBps: number;
  now: () => Date;
};

/**
 * What a traveller who waits too long may take instead, at the price that is held. Offered from the third minute, or
 * as soon as the wholesaler cannot sell. Once a slot: the next one would come from the wholesaler that failed.
 */
export async function findSubstitute(
  deps: SubstituteDeps,
  order: Order,
  line: OrderLine,
): Promise<Substitute | undefined> {
  if (!isOffered(order, line, deps.now())) return undefined;
  const listed = await deps.plans.read(line.plan.planId);
  if (!listed) return undefined;
  // What the catalogue says of the plan today is not what was sold, where the order knows better.
  const { place, data, validityDays, start } = line.plan;
  const sold = { ...listed, place, data, validityDays, start };
  const countries = countriesSold(sold);
  if (countries.length === 0) return undefined;
  const { minor, currency } = toListPrice(order);
  const candidates = await deps.plans.listReplacements({
    provider: sold.provider,
    countries,
    minDays: sold.validityDays,
    currency,
    maxMinor: Math.floor((minor * (10_000 + deps.dearerBps)) / 10_000),
  });
  return chooseSubstitute(sold, candidates);
}

function isOffered(order: Order, line: OrderLine, now: Date): boolean {
  const clock = toPromiseClock(order);
  if (order.payment !== 'authorised' || !isWaiting(line) || !clock || now >= clock.overAt) return false;
  if (order.lines.some(({ id, slot }) => slot === line.slot && id !== line.id)) return false;
  return line.fulfilment === 'held' || now >= clock.delayedAt;
}

export type AcceptError = { kind: 'too_late' } | { kind: 'offer_changed' };

/**
 * Takes the substitute that was named, and only that; what the first wholesaler still sends goes back or to stock. A
 * second yes to the same plan is the first one once more.
 */
export async function acceptSubstitute(
  deps: SubstituteDeps & {
    lines: Pick<LineStore, 'replaceLine'>;
    orders: Pick<OrderStore, 'readOrder'>;
  },
  { order, line, planId }: { order: Order; line: OrderLine; planId: PlanId },
): Promise<Result<OrderLineId, AcceptError>> {
  const taken = findTaken(order, line, planId);
  if (taken) return ok(taken.id);
  const substitute = await findSubstitute(deps, order, line);
  if (!substitute) return err({ kind: 'too_late' });
  if (substitute.plan.id !== planId) return err({ kind: 'offer_changed' });
  const replaced = await deps.lines.replaceLine(line, {
    plan: toSnapshot(substitute.plan),
    from: WAITING_STATES,
    now: deps.now(),
  });
  if (replaced) return ok(replaced);
  const latest = await deps.orders.readOrder(order.id);
  const first = latest && findTaken(latest, line, planId);
  return first ? ok(first.id) : err({ kind: 'too_late' });
}

/** The line that stands in the place of this one, with this plan. */
function findTaken({ lines }: Order, { id, slot }: OrderLine, planId: PlanId): OrderLine | undefined {
  return lines.find((other) => other.slot === slot && other.id !== id && other.plan.planId === planId);
}
