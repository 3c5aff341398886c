import type { OrderStore } from '#lib/db/order-store';
import type { Order } from '#lib/domain/order';
import type { Log } from '#lib/observability/log';
import type { PaymentHint, PaymentProvider } from '#lib/payments/port';

export type ReversalDeps = {
  orders: Pick<OrderStore, 'move'>;
  payments: Pick<PaymentProvider, 'readPayment'>;
  log: Log;
};

type Tracked = { done: boolean; note: string };

/** The cardholder disputes the charge. One that arrives before we noted the capture waits for it. */
export async function trackDispute(deps: ReversalDeps, order: Order, hint: PaymentHint): Promise<Tracked> {
  if (hint.type !== 'charge.dispute.created') {
    deps.log.warn('A dispute moved on; note its outcome by hand', {
      orderId: order.id,
      eventType: hint.type,
    });
    return { done: true, note: 'dispute_needs_a_person' };
  }
  if (order.payment === 'authorised') return { done: false, note: 'not_captured_yet' };
  const moved = await deps.orders.move(order.id, {
    from: { payment: ['captured', 'partly_refunded', 'refunded'] },
    set: { payment: 'disputed' },
    event: { kind: 'payment_disputed' },
  });
  if (moved) deps.log.error('A payment is disputed', { orderId: order.id });
  return { done: true, note: moved ? 'disputed' : order.payment };
}

/** Money went back. How much is read from the payment, never from the event. */
export async function trackRefund(deps: ReversalDeps, order: Order): Promise<Tracked> {
  if (!order.paymentIntentId) return { done: true, note: order.payment };
  const payment = await deps.payments.readPayment(order.paymentIntentId);
  if (!payment.ok) return { done: false, note: payment.error.kind };
  const { refunded, captured } = payment.value;
  if (refunded === 0) return { done: true, note: order.payment };
  if (order.payment === 'authorised') return { done: false, note: 'not_captured_yet' };
  const target = refunded >= captured ? 'refunded' : 'partly_refunded';
  if (order.payment === target) return { done: true, note: target };
  const moved = await deps.orders.move(order.id, {
    from: { payment: target === 'refunded' ? ['captured', 'partly_refunded'] : ['captured'] },
    set: { payment: target, refund: 'succeeded' },
    event: { kind: `payment_${target}`, detail: { minor: refunded } },
  });
  return { done: true, note: moved ? target : order.payment };
}
