import type { OrderStore } from '#lib/db/order-store';
import type { Order, OrderId } from '#lib/domain/order';

export type AdvanceOrderDeps = {
  orders: Pick<OrderStore, 'readOrder' | 'postpone' | 'bringForward'>;
  settlePayment: (id: OrderId) => Promise<unknown>;
  completeOrder: (id: OrderId) => Promise<unknown>;
  /** Answers when its refunds have their next turn, if one is open. */
  workRefunds: (order: Order) => Promise<Date | undefined>;
  /** Answers when to try again, if a withdrawal could not be followed to its end. */
  followWithdrawal: (order: Order) => Promise<Date | undefined>;
};

/** One turn of an order's money; its lines have turns of their own. Safe to call at any time and as often as one likes. */
export async function advanceOrder(deps: AdvanceOrderDeps, id: OrderId): Promise<void> {
  const found = await deps.orders.readOrder(id);
  if (!found) return;
  const isOpen = found.payment === 'none' || found.payment === 'session_open';
  if (isOpen) await deps.settlePayment(id);
  const retry = await deps.followWithdrawal(found);
  // The withdrawal may have begun refunds; their turn is this one.
  const order = found.withdrawalOpenSince ? ((await deps.orders.readOrder(id)) ?? found) : found;
  const next = earliest([retry, order.refund === 'none' ? undefined : await deps.workRefunds(order)]);
  if (order.payment !== 'authorised' && !isOpen) return deps.orders.postpone(order, next ?? null);
  if (order.payment === 'authorised') await deps.completeOrder(id);
  if (next) await deps.orders.bringForward(id, next);
}

function earliest(times: readonly (Date | undefined)[]): Date | undefined {
  return times.filter((time) => time !== undefined).sort((one, other) => one.getTime() - other.getTime())[0];
}
