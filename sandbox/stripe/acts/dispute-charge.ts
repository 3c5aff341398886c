import type { StripeAccount } from '../account.ts';
import type { Charge } from '../objects/charge.ts';
import { toChargeWire } from '../objects/charge.ts';
import type { Dispute } from '../objects/dispute.ts';
import { toDisputeWire } from '../objects/dispute.ts';
import { makeId } from '../objects/make-id.ts';
import { requireKept } from '../objects/store.ts';
import { toMoneyEntry } from './money-entry.ts';
import { failRefund } from './settle-refund.ts';

function toDisputeEntry(account: StripeAccount, dispute: Dispute) {
  const intent = requireKept(account.store.intents, dispute.intentId);
  return {
    ...toMoneyEntry(account, intent, dispute.amount),
    charge: dispute.chargeId,
    dispute: dispute.id,
  };
}

/** The cardholder complains: the money is withdrawn, and refunds that have not left the account fail. */
export function openDispute(account: StripeAccount, charge: Charge) {
  charge.disputeDue = null;
  charge.disputed = true;
  for (const refund of account.store.refunds.values())
    if (refund.chargeId === charge.id && refund.status === 'pending')
      failRefund(account, refund, 'charge_for_pending_refund_disputed');
  const dispute: Dispute = {
    id: makeId('du'),
    created: account.seconds(),
    chargeId: charge.id,
    intentId: charge.intentId,
    amount: charge.amountCaptured,
    currency: charge.currency,
    status: 'needs_response',
  };
  account.store.disputes.set(dispute.id, dispute);
  account.record('disputed', toDisputeEntry(account, dispute));
  account.emit('charge.dispute.created', toDisputeWire(dispute));
  account.emit('charge.dispute.funds_withdrawn', toDisputeWire(dispute));
  account.emit('charge.updated', toChargeWire(charge));
}

export function closeDispute(account: StripeAccount, dispute: Dispute, outcome: 'won' | 'lost') {
  dispute.status = outcome;
  account.record('dispute_closed', { ...toDisputeEntry(account, dispute), outcome });
  if (outcome === 'won') account.emit('charge.dispute.funds_reinstated', toDisputeWire(dispute));
  account.emit('charge.dispute.closed', toDisputeWire(dispute));
}
