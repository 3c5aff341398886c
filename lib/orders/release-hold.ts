import { TIMING } from '#lib/config/timing';
import type { OrderStore } from '#lib/db/order-store';
import type { Order } from '#lib/domain/order';
import { crashPoint } from '#lib/faults/crash-point';
import type { Log } from '#lib/observability/log';
import { orderMail } from '#lib/orders/order-mail';
import type { Payment, PaymentProvider } from '#lib/payments/port';

export type ReleaseDeps = {
  orders: Pick<OrderStore, 'readOrder' | 'move' | 'postpone'>;
  payments: Pick<PaymentProvider, 'voidPayment' | 'readPayment'>;
  now: () => Date;
  log: Log;
};

/**
 * Gives the money of an order back of which nothing arrived and nothing is waited for: its lines are cancelled before
 * this is called, so a crash in between leaves "cancelled and authorised", which is due again and ends here.
 */
export async function releaseHold(deps: ReleaseDeps, order: Order): Promise<Order> {
  const payment = await voidHold(deps, order);
  crashPoint('v1');
  if (payment?.state === 'voided') return close(deps, order);
  if (payment?.state === 'captured') return closeCaptured(deps, order);
  await deps.orders.postpone(order, new Date(deps.now().getTime() + TIMING.order.releaseRetry));
  return order;
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

async function close(deps: ReleaseDeps, order: Order): Promise<Order> {
  const moved = await deps.orders.move(order.id, {
    from: { payment: ['authorised'], lines: ['cancelled'] },
    set: { payment: 'voided', releasedAt: deps.now(), nextActionAt: null },
    event: { kind: 'payment_voided' },
    mail: orderMail(order, 'order_released'),
  });
  return moved ?? (await deps.orders.readOrder(order.id)) ?? order;
}

/** Somebody captured by hand what we were giving back: the refund is a person's to make. */
async function closeCaptured(deps: ReleaseDeps, order: Order): Promise<Order> {
  deps.log.error('A released order was captured outside the shop; refund it', { orderId: order.id });
  const moved = await deps.orders.move(order.id, {
    from: { payment: ['authorised'], lines: ['cancelled'] },
    set: { payment: 'captured', refund: 'manual', capturedAt: deps.now(), nextActionAt: null },
    event: { kind: 'captured_though_cancelled' },
  });
  return moved ?? (await deps.orders.readOrder(order.id)) ?? order;
}
