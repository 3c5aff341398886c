import type { StripeAccount } from '../account.ts';
import type { Charge } from '../objects/charge.ts';
import { toChargeWire } from '../objects/charge.ts';
import { toIntentWire } from '../objects/intent.ts';
import type { Session } from '../objects/session.ts';
import { requireKept } from '../objects/store.ts';
import { captureCharge } from './capture-intent.ts';
import { toMoneyEntry } from './money-entry.ts';

/** The bank said yes: the amount is held (or, without manual capture, taken) and the session is complete. */
export function completeSession(account: StripeAccount, session: Session, charge: Charge) {
  const intent = requireKept(account.store.intents, session.intentId);
  charge.status = 'succeeded';
  intent.methodId = charge.methodId;
  intent.failure = null;
  session.status = 'complete';
  if (intent.captureMethod === 'manual') {
    charge.captureBefore = account.seconds() + Math.floor(account.settings.holdMs / 1_000);
    intent.status = 'requires_capture';
    intent.amountCapturable = intent.amount;
    account.record('authorised', {
      ...toMoneyEntry(account, intent, intent.amount),
      last4: charge.card.last4,
    });
    account.emit('charge.succeeded', toChargeWire(charge));
    account.emit('payment_intent.amount_capturable_updated', toIntentWire(intent));
  } else {
    captureCharge(account, { intent, charge, amount: intent.amount });
    account.emit('charge.succeeded', toChargeWire(charge));
    account.emit('payment_intent.succeeded', toIntentWire(intent));
  }
  account.emit('checkout.session.completed', account.sessionWire(session));
}
