import type { StripeAccount } from '../account.ts';
import type { Charge } from '../objects/charge.ts';
import { toChargeWire } from '../objects/charge.ts';
import { toIntentWire } from '../objects/intent.ts';
import type { Session } from '../objects/session.ts';
import { requireKept } from '../objects/store.ts';
import { captureCharge } from './capture-intent.ts';
import { toMoneyEntry } from './money-entry.ts';

/** The bank said yes: the amount is held or, without manual capture, taken. */
export function approveCharge(account: StripeAccount, charge: Charge) {
  const intent = requireKept(account.store.intents, charge.intentId);
  charge.status = 'succeeded';
  intent.methodId = charge.methodId;
  intent.failure = null;
  if (intent.captureMethod !== 'manual') {
    captureCharge(account, { intent, charge, amount: intent.amount });
    account.emit('charge.succeeded', toChargeWire(charge));
    account.emit('payment_intent.succeeded', toIntentWire(intent));
    return;
  }
  charge.captureBefore = account.seconds() + Math.floor(account.settings.holdMs / 1_000);
  intent.status = 'requires_capture';
  intent.amountCapturable = intent.amount;
  account.record('authorised', {
    ...toMoneyEntry(account, intent, intent.amount),
    last4: charge.card?.last4 ?? null,
  });
  account.emit('charge.succeeded', toChargeWire(charge));
  account.emit('payment_intent.amount_capturable_updated', toIntentWire(intent));
}

/** The bank said yes while the buyer was on the pay page, and the session is complete. */
export function completeSession(account: StripeAccount, session: Session, charge: Charge) {
  session.status = 'complete';
  approveCharge(account, charge);
  account.emit('checkout.session.completed', account.sessionWire(session));
}
