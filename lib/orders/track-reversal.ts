import type { OrderStore } from '#lib/db/order-store';
import type { RefundStore } from '#lib/db/refund-store';
import type { Order, PaymentState } from '#lib/domain/order';
import type { Refund } from '#lib/domain/refund';
import type { Log } from '#lib/observability/log';
import type { Payment, PaymentProvider } from '#lib/payments/port';

export type ReversalDeps = {
  orders: Pick<OrderStore, 'move'>;
  refunds: Pick<RefundStore, 'listOf' | 'step'>;
  payments: Pick<PaymentProvider, 'readPayment' | 'readRefund'>;
  log: Log;
};

type Tracked = { done: boolean; note: string };

const REVERSIBLE: readonly PaymentState[] = ['captured', 'partly_refunded', 'refunded', 'disputed', 'won'];

/**
 * What became of money after it was taken: refunds, ours or made by hand, and the cardholder's complaints. Read from
 * the payment, never from the event. What comes before we noted the capture waits for it.
 */
export async function trackReversal(deps: ReversalDeps, order: Order): Promise<Tracked> {
  if (!order.paymentIntentId) return { done: true, note: order.payment };
  if (order.payment === 'authorised') return { done: false, note: 'not_captured_yet' };
  const payment = await deps.payments.readPayment(order.paymentIntentId);
  if (!payment.ok) return { done: false, note: payment.error.kind };
  if (!(await recheckRefunds(deps, order))) return { done: false, note: 'refund_unread' };
  const target = toReversed(order.payment, payment.value);
  if (target === undefined || target === order.payment) return { done: true, note: order.payment };
  const byHand = order.refund === 'none' && payment.value.refunded > 0;
  const moved = await deps.orders.move(order.id, {
    from: { payment: [order.payment] },
    set: { payment: target, ...(byHand && { refund: 'succeeded' }) },
    event: { kind: `payment_${target}`, detail: { minor: payment.value.refunded } },
  });
  if (moved && target === 'disputed') deps.log.error('A payment is disputed', { orderId: order.id });
  return { done: true, note: moved ? target : order.payment };
}

/** Where the payment column belongs; `undefined` = this payment has nothing to reverse. */
function toReversed(from: PaymentState, { dispute, refunded, captured }: Payment): PaymentState | undefined {
  if (!REVERSIBLE.includes(from)) return undefined;
  if (dispute && dispute.status !== 'won') return dispute.status === 'open' ? 'disputed' : 'lost';
  if (from === 'disputed') return dispute && 'won';
  if (refunded === 0) return from === 'won' ? 'won' : 'captured';
  return refunded >= captured ? 'refunded' : 'partly_refunded';
}

/**
 * A refund that the bank had taken may still bounce, a surplus payment's too: then it is due once more, under another
 * key, however old it is. Its reference number comes days later. `false` = it could not be read.
 */
export async function recheckRefunds(
  deps: Pick<ReversalDeps, 'refunds' | 'payments'>,
  order: Order,
): Promise<boolean> {
  if (order.refund === 'none') return true;
  for (const refund of await deps.refunds.listOf(order.id)) {
    if (refund.state !== 'succeeded' || !refund.refundRef) continue;
    const now = await deps.payments.readRefund(refund.refundRef);
    if (!now.ok) return false;
    await keepReference(deps, refund, now.value.reference);
    if (now.value.state !== 'failed') continue;
    await deps.refunds.step(refund, {
      from: ['succeeded'],
      set: {
        state: 'due',
        refundRef: null,
        settledAt: null,
        tries: { increment: 1 },
        failure: now.value.failureReason ?? 'failed',
      },
      event: 'refund_bounced',
      wakes: 'order',
    });
  }
  return true;
}

async function keepReference(
  deps: Pick<ReversalDeps, 'refunds'>,
  refund: Refund,
  reference: string | undefined,
): Promise<void> {
  if (reference === undefined || reference === refund.reference) return;
  await deps.refunds.step(refund, {
    from: ['succeeded'],
    set: { state: 'succeeded', reference },
    event: 'refund_referenced',
  });
}
