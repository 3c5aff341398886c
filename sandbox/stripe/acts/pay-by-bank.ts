import type { StripeAccount } from '../account.ts';
import type { Charge } from '../objects/charge.ts';
import { toChargeWire } from '../objects/charge.ts';
import type { PaymentFailure } from '../objects/intent.ts';
import { toIntentWire } from '../objects/intent.ts';
import type { Session } from '../objects/session.ts';
import { requireKept } from '../objects/store.ts';
import { approveCharge } from './complete-session.ts';
import { toMoneyEntry } from './money-entry.ts';
import { declineCharge, makeCharge, startPayment } from './start-payment.ts';

const refusedByBank: PaymentFailure = {
  code: 'payment_method_provider_decline',
  declineCode: null,
  message: 'Your bank did not approve the payment.',
};

/** Completes a session whose bank has not answered: nothing is held yet. */
export function payByBank(account: StripeAccount, session: Session, email: string) {
  const intent = startPayment(account, session);
  const charge = makeCharge(account, { intent, email, card: null });
  charge.answerDue = account.seconds() + Math.floor(account.settings.bankDelayMs / 1_000);
  intent.status = 'processing';
  intent.methodId = charge.methodId;
  session.email = email;
  session.status = 'complete';
  account.record('processing', toMoneyEntry(account, intent, intent.amount));
  account.emit('charge.pending', toChargeWire(charge));
  account.emit('payment_intent.processing', toIntentWire(intent));
  account.emit('checkout.session.completed', account.sessionWire(session));
}

/** What the bank says in the end. */
export function answerByBank(account: StripeAccount, charge: Charge) {
  charge.answerDue = null;
  const intent = requireKept(account.store.intents, charge.intentId);
  const session = requireKept(account.store.sessions, intent.sessionId);
  if (account.settings.bankOutcome === 'failed') {
    declineCharge(account, charge, refusedByBank);
    account.emit('checkout.session.async_payment_failed', account.sessionWire(session));
    return;
  }
  approveCharge(account, charge);
  account.emit('checkout.session.async_payment_succeeded', account.sessionWire(session));
}
