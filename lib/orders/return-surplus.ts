import type { OrderStore } from '#lib/db/order-store';
import type { RefundStore } from '#lib/db/refund-store';
import { money } from '#lib/domain/money';
import type { Order } from '#lib/domain/order';
import type { Log } from '#lib/observability/log';
import type { Payment, PaymentProvider } from '#lib/payments/port';

export type SurplusDeps = {
  orders: Pick<OrderStore, 'move'>;
  refunds: Pick<RefundStore, 'open'>;
  payments: Pick<PaymentProvider, 'readPayment' | 'voidPayment'>;
  now: () => Date;
  log: Log;
};

/** A second payment of an order that has one goes back by itself: a hold is voided, a charge is refunded. */
export async function returnSurplus(
  deps: SurplusDeps,
  order: Order,
  paymentId: string,
): Promise<{ done: boolean; note: string }> {
  const found = await deps.payments.readPayment(paymentId);
  if (!found.ok) return { done: false, note: found.error.kind };
  const payment = found.value;
  if (payment.orderId !== order.id) return { done: true, note: 'payment_of_another' };
  if (payment.state === 'authorised') return voidSurplus(deps, order, payment);
  if (payment.state === 'captured' && payment.amount) return refundSurplus(deps, order, payment);
  return { done: true, note: `surplus_${payment.state}` };
}

async function voidSurplus(deps: SurplusDeps, order: Order, payment: Payment) {
  const voided = await deps.payments.voidPayment(payment.id, `void_${payment.id}_v1`);
  // Refused, it was voided or taken by somebody else just now: the next look tells which.
  if (!voided.ok) return { done: false, note: voided.error.kind };
  await deps.orders.move(order.id, {
    from: {},
    set: {},
    event: { kind: 'surplus_payment_voided', detail: { paymentId: payment.id } },
  });
  return { done: true, note: 'surplus_voided' };
}

async function refundSurplus(deps: SurplusDeps, order: Order, payment: Payment) {
  const left = payment.captured - payment.refunded;
  if (left <= 0) return { done: true, note: 'surplus_refunded' };
  deps.log.error('An order was paid for twice; the second payment goes back', { orderId: order.id });
  await deps.refunds.open({
    orderId: order.id,
    reason: 'duplicate',
    paymentId: payment.id,
    amount: money(left, order.price.currency),
    now: deps.now(),
  });
  return { done: true, note: 'surplus_refund_due' };
}
