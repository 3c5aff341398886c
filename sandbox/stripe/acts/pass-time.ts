import type { StripeAccount } from '../account.ts';
import type { Charge } from '../objects/charge.ts';
import { toChargeWire } from '../objects/charge.ts';
import type { Dispute } from '../objects/dispute.ts';
import { toDisputeWire } from '../objects/dispute.ts';
import { makeId } from '../objects/make-id.ts';
import { requireKept } from '../objects/store.ts';
import { releaseHold } from './cancel-intent.ts';
import { expireSession } from './expire-session.ts';
import { toMoneyEntry } from './money-entry.ts';

function openDispute(account: StripeAccount, charge: Charge) {
  charge.disputeDue = null;
  charge.disputed = true;
  const dispute: Dispute = {
    id: makeId('du'),
    created: account.seconds(),
    chargeId: charge.id,
    intentId: charge.intentId,
    amount: charge.amountCaptured,
    currency: charge.currency,
  };
  account.store.disputes.set(dispute.id, dispute);
  const intent = requireKept(account.store.intents, charge.intentId);
  account.record('disputed', {
    ...toMoneyEntry(account, intent, dispute.amount),
    charge: charge.id,
    dispute: dispute.id,
  });
  account.emit('charge.dispute.created', toDisputeWire(dispute));
  account.emit('charge.updated', toChargeWire(charge));
}

/** Does what has become due by the stand-in's clock: sessions expire, holds lapse, disputes arrive. */
export function passTime(account: StripeAccount) {
  const seconds = account.seconds();
  const { sessions, charges, intents } = account.store;
  for (const session of sessions.values())
    if (session.status === 'open' && session.expiresAt <= seconds) expireSession(account, session);
  for (const charge of charges.values()) {
    if (charge.captureBefore !== null && charge.captureBefore <= seconds)
      releaseHold(account, requireKept(intents, charge.intentId), 'automatic');
    if (charge.disputeDue !== null && charge.disputeDue <= seconds) openDispute(account, charge);
  }
}
