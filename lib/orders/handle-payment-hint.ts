import { TIMING } from '#lib/config/timing';
import type { InboxStore } from '#lib/db/inbox-store';
import type { OrderStore } from '#lib/db/order-store';
import { type Order, parseOrderId } from '#lib/domain/order';
import type { Log } from '#lib/observability/log';
import { returnSurplus, type SurplusDeps } from '#lib/orders/return-surplus';
import { type SettleDeps, settlePayment } from '#lib/orders/settle-payment';
import { type ReversalDeps, recheckRefunds, trackReversal } from '#lib/orders/track-reversal';
import type { PaymentHint } from '#lib/payments/port';

export type HintDeps = Omit<SettleDeps & ReversalDeps & SurplusDeps, 'orders' | 'payments'> & {
  orders: SettleDeps['orders'] & Pick<OrderStore, 'readOrderBySession' | 'readOrderByPayment' | 'wake'>;
  payments: SettleDeps['payments'] & ReversalDeps['payments'] & SurplusDeps['payments'];
  inbox: Pick<InboxStore, 'record' | 'markHandled' | 'postpone'>;
  log: Log;
};

/** `handled`: worked now or before. `later`: kept, to be tried again. */
export type HintOutcome = 'handled' | 'later';

/**
 * Works one event: kept under its id first, so that a copy has no effect, then used as a hint whose payment to read.
 * Throws only when our own store fails; the event is due again then.
 */
export async function handlePaymentHint(deps: HintDeps, hint: PaymentHint): Promise<HintOutcome> {
  if ((await deps.inbox.record(hint)) === 'handled') return 'handled';
  const order = await findOrder(deps, hint);
  const outcome = order ? await work(deps, order, hint) : { done: true, note: 'order_unknown' };
  if (!order)
    deps.log.warn('An event names no order of ours', { eventId: hint.eventId, eventType: hint.type });
  if (outcome.done) {
    await deps.inbox.markHandled(hint.eventId, deps.now(), outcome.note);
    return 'handled';
  }
  await deps.inbox.postpone(hint.eventId, outcome.note, TIMING.payments.eventRetry);
  if (order) await deps.orders.wake(order.id);
  return 'later';
}

async function findOrder(deps: HintDeps, hint: PaymentHint): Promise<Order | undefined> {
  const id = parseOrderId(hint.orderId ?? '');
  const named = id && (await deps.orders.readOrder(id));
  if (named) return named;
  const opened = hint.sessionId && (await deps.orders.readOrderBySession(hint.sessionId));
  if (opened) return opened;
  return hint.paymentId ? deps.orders.readOrderByPayment(hint.paymentId) : undefined;
}

/** What came of an event. Not `done` means that the order cannot take it yet, or that nobody could be asked. */
type Worked = { done: boolean; note: string };

async function work(deps: HintDeps, order: Order, hint: PaymentHint): Promise<Worked> {
  const settled = await settlePayment(deps, order.id, hint);
  if (!settled.ok) return { done: false, note: settled.error.kind };
  const { paymentId } = hint;
  if (paymentId && settled.value.paymentIntentId && settled.value.paymentIntentId !== paymentId) {
    const returned = await returnSurplus(deps, settled.value, paymentId);
    if (!returned.done || !hint.type.startsWith('refund.')) return returned;
    const isRead = await recheckRefunds(deps, settled.value);
    return isRead ? returned : { done: false, note: 'refund_unread' };
  }
  if (/^(charge\.dispute\.|charge\.refunded$|refund\.)/.test(hint.type))
    return trackReversal(deps, settled.value);
  return { done: true, note: settled.value.payment };
}
