import type { StripeAccount } from '../account.ts';
import type { Charge } from '../objects/charge.ts';
import { requireKept } from '../objects/store.ts';
import { releaseHold } from './cancel-intent.ts';
import { closeDispute, openDispute } from './dispute-charge.ts';
import { expireSession } from './expire-session.ts';
import { answerByBank } from './pay-by-bank.ts';
import { settleRefund } from './settle-refund.ts';

function passChargeTime(account: StripeAccount, charge: Charge) {
  const isDue = (due: number | null) => due !== null && due <= account.seconds();
  if (isDue(charge.answerDue)) answerByBank(account, charge);
  if (isDue(charge.captureBefore))
    releaseHold(account, requireKept(account.store.intents, charge.intentId), 'automatic');
  if (isDue(charge.disputeDue)) openDispute(account, charge);
}

function closeDisputes(account: StripeAccount) {
  const { disputeOutcome } = account.settings;
  if (disputeOutcome === 'open') return;
  for (const dispute of account.store.disputes.values())
    if (dispute.status === 'needs_response') closeDispute(account, dispute, disputeOutcome);
}

/** Does what has become due by the stand-in's clock: sessions expire, banks answer, holds lapse, refunds arrive, disputes come and end. */
export function passTime(account: StripeAccount) {
  const seconds = account.seconds();
  const { sessions, charges, refunds } = account.store;
  for (const session of sessions.values())
    if (session.status === 'open' && session.expiresAt <= seconds) expireSession(account, session);
  for (const charge of charges.values()) passChargeTime(account, charge);
  for (const refund of refunds.values())
    if (refund.outcomeDue !== null && refund.outcomeDue <= seconds) settleRefund(account, refund);
  closeDisputes(account);
}
