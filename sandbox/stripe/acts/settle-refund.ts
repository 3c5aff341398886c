import { randomInt } from 'node:crypto';
import type { StripeAccount } from '../account.ts';
import { toChargeWire } from '../objects/charge.ts';
import type { Refund } from '../objects/refund.ts';
import { toRefundWire } from '../objects/refund.ts';
import { requireKept } from '../objects/store.ts';
import { toMoneyEntry } from './money-entry.ts';

/** What every line of the record about a refund says; `refundKey` is the merchant's own name for it. */
export function toRefundEntry(account: StripeAccount, refund: Refund) {
  const intent = requireKept(account.store.intents, refund.intentId);
  return {
    ...toMoneyEntry(account, intent, refund.amount),
    charge: refund.chargeId,
    refund: refund.id,
    refundKey: refund.metadata.refund_key ?? null,
    status: refund.status,
  };
}

const drawReference = () =>
  `7${String(randomInt(10 ** 11)).padStart(11, '0')}${String(randomInt(10 ** 11)).padStart(11, '0')}`;

function succeedRefund(account: StripeAccount, refund: Refund) {
  const wasPending = refund.status === 'pending';
  refund.status = 'succeeded';
  refund.pendingReason = null;
  refund.outcomeDue = null;
  refund.reference = drawReference();
  if (wasPending) account.record('refund_succeeded', toRefundEntry(account, refund));
  account.emit('refund.updated', toRefundWire(refund));
}

/** The money did not arrive and is back on the account: it can be refunded again. */
export function failRefund(account: StripeAccount, refund: Refund, reason: string) {
  const charge = requireKept(account.store.charges, refund.chargeId);
  refund.status = 'failed';
  refund.pendingReason = null;
  refund.failureReason = reason;
  refund.outcomeDue = null;
  refund.reference = null;
  charge.amountRefunded -= refund.amount;
  account.record('refund_failed', { ...toRefundEntry(account, refund), reason });
  account.emit('refund.updated', toRefundWire(refund));
  account.emit('refund.failed', toRefundWire(refund));
  account.emit('charge.updated', toChargeWire(charge));
}

/** Brings a refund that is on its way to the outcome that the settings name. */
export function settleRefund(account: StripeAccount, refund: Refund) {
  const { refundBalance, refundOutcome } = account.settings;
  if (refund.status === 'pending' && refundBalance === 'short') {
    refund.pendingReason = 'insufficient_funds';
    return;
  }
  if (refund.status === 'pending') refund.pendingReason = 'processing';
  if (refundOutcome === 'succeeded') succeedRefund(account, refund);
  if (refundOutcome === 'failed' || refundOutcome === 'failed_after_success')
    failRefund(account, refund, 'expired_or_canceled_card');
}
