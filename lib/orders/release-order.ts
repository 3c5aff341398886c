import type { OrderStore } from '#lib/db/order-store';
import type { Order, OrderId } from '#lib/domain/order';
import { err, ok, type Result } from '#lib/domain/result';
import type { Log } from '#lib/observability/log';
import { orderMail } from '#lib/orders/order-mail';
import type { Payment, PaymentProvider } from '#lib/payments/port';

export type ReleaseDeps = {
  orders: Pick<OrderStore, 'readOrder' | 'move' | 'postpone'>;
  payments: Pick<PaymentProvider, 'voidPayment' | 'readPayment'>;
  now: () => Date;
  log: Log;
};

export type ReleaseError = { kind: 'order_unknown' };

const RETRY_MS = 30_000;

/**
 * Gives up an order that is on hold and gives the money back. Cancelling comes first, by compare-and-set, so that an
 * eSIM that is stored at the same moment either wins (and is captured) or is refused; then the hold is voided. A crash
 * between the two leaves "cancelled and authorised", which is due again and ends here. Answers the order as it is.
 */
export async function releaseOrder(
  deps: ReleaseDeps,
  id: OrderId,
  reason: string,
): Promise<Result<Order, ReleaseError>> {
  const stored = await deps.orders.readOrder(id);
  if (!stored) return err({ kind: 'order_unknown' });
  const order = await cancel(deps, stored, reason);
  if (order.payment !== 'authorised' || order.fulfilment !== 'cancelled') return ok(order);
  const payment = await voidHold(deps, order);
  if (payment?.state === 'voided') return ok(await close(deps, order));
  if (payment?.state === 'captured') return ok(await closeCaptured(deps, order));
  await deps.orders.postpone(order.id, new Date(deps.now().getTime() + RETRY_MS));
  return ok(order);
}

async function cancel(deps: ReleaseDeps, order: Order, reason: string): Promise<Order> {
  if (order.payment !== 'authorised' || order.fulfilment === 'cancelled') return order;
  const moved = await deps.orders.move(order.id, {
    from: {
      payment: ['authorised'],
      fulfilment: ['not_started', 'queued', 'sending', 'placed', 'unknown', 'held'],
    },
    set: { fulfilment: 'cancelled', holdReason: null, nextActionAt: deps.now() },
    event: { kind: 'order_cancelled', detail: { reason } },
  });
  return moved ?? (await deps.orders.readOrder(order.id)) ?? order;
}

/** The payment as it is after the attempt; `undefined` while nobody can say. */
async function voidHold(deps: ReleaseDeps, order: Order): Promise<Payment | undefined> {
  if (!order.paymentIntentId) throw new Error('An authorised order has no payment');
  const voided = await deps.payments.voidPayment(order.paymentIntentId, `void_${order.id}_v1`);
  if (voided.ok) return voided.value;
  if (voided.error.kind === 'unavailable') return undefined;
  const found = await deps.payments.readPayment(order.paymentIntentId);
  return found.ok ? found.value : undefined;
}

/** Due once more, because a purchase that is under way may still have to be given back. */
async function close(deps: ReleaseDeps, order: Order): Promise<Order> {
  const now = deps.now();
  const moved = await deps.orders.move(order.id, {
    from: { payment: ['authorised'], fulfilment: ['cancelled'] },
    set: { payment: 'voided', releasedAt: now, nextActionAt: now },
    event: { kind: 'payment_voided' },
    mail: orderMail(order, 'order_released'),
  });
  return moved ?? (await deps.orders.readOrder(order.id)) ?? order;
}

/** Somebody captured by hand what we were giving back: the refund is a person's to make. */
async function closeCaptured(deps: ReleaseDeps, order: Order): Promise<Order> {
  deps.log.error('A released order was captured outside the shop; refund it', { orderId: order.id });
  const now = deps.now();
  const moved = await deps.orders.move(order.id, {
    from: { payment: ['authorised'], fulfilment: ['cancelled'] },
    set: { payment: 'captured', refund: 'manual', capturedAt: now, nextActionAt: now },
    event: { kind: 'captured_though_cancelled' },
  });
  return moved ?? (await deps.orders.readOrder(order.id)) ?? order;
}
