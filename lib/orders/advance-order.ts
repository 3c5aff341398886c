import type { OrderStore } from '#lib/db/order-store';
import type { Order, OrderId } from '#lib/domain/order';

export type AdvanceOrderDeps = {
  orders: Pick<OrderStore, 'readOrder' | 'postpone' | 'bringForward'>;
  settlePayment: (id: OrderId) => Promise<unknown>;
  completeOrder: (id: OrderId) => Promise<unknown>;
  /** Answers when its refunds have their next turn, if one is open. */
  workRefunds: (order: Order) => Promise<Date | undefined>;
};

/** One turn of an order's money; its lines have turns of their own. Safe to call at any time and as often as one likes. */
export async function advanceOrder(deps: AdvanceOrderDeps, id: OrderId): Promise<void> {
  const order = await deps.orders.readOrder(id);
  if (!order) return;
  const isOpen = order.payment === 'none' || order.payment === 'session_open';
  if (isOpen) await deps.settlePayment(id);
  const next = order.refund === 'none' ? undefined : await deps.workRefunds(order);
  if (order.payment !== 'authorised' && !isOpen) return deps.orders.postpone(order, next ?? null);
  if (order.payment === 'authorised') await deps.completeOrder(id);
  if (next) await deps.orders.bringForward(id, next);
}
