import type { StripeAccount } from '../account.ts';
import type { PaymentFailure } from '../objects/intent.ts';
import { toIntentWire } from '../objects/intent.ts';
import { makeId } from '../objects/make-id.ts';
import type { Session } from '../objects/session.ts';
import { requireKept } from '../objects/store.ts';
import { decideCard, toBrand } from '../pay-page/test-cards.ts';
import { completeSession } from './complete-session.ts';
import { declineCharge, makeCharge, noteFailure, startPayment } from './start-payment.ts';

export type Card = { number: string; expMonth: number; expYear: number };
type Payer = { card: Card; email: string };

const toChargedCard = ({ number, expMonth, expYear }: Card) => ({
  brand: toBrand(number),
  last4: number.slice(-4),
  expMonth,
  expYear,
  threeDSecure: false,
});

/** Charges the card that the buyer gave: authorised, declined, or sent to the bank's page first. */
export function attemptPayment(
  account: StripeAccount,
  session: Session,
  { card, email }: Payer,
): 'paid' | 'challenge' | 'declined' {
  const intent = startPayment(account, session);
  const outcome = decideCard(card.number);
  const makeCardCharge = () => makeCharge(account, { intent, email, card: toChargedCard(card) });
  if (outcome.kind === 'declined') {
    declineCharge(account, makeCardCharge(), outcome.failure);
    return 'declined';
  }
  session.email = email;
  if (outcome.kind === 'challenge') {
    intent.status = 'requires_action';
    intent.methodId = makeId('pm');
    intent.challengeUrl = `${session.url}/authenticate`;
    account.emit('payment_intent.requires_action', toIntentWire(intent));
    return 'challenge';
  }
  const charge = makeCardCharge();
  charge.willBeDisputed = outcome.willBeDisputed;
  completeSession(account, session, charge);
  return 'paid';
}

const challenged: Card = { number: '4000002500003155', expMonth: 12, expYear: 2034 };

const refusedAuthentication: PaymentFailure = {
  code: 'payment_intent_authentication_failure',
  declineCode: null,
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
};

/** What the buyer answered on the bank's page; answers with what has become of the session. */
export function answerChallenge(
  account: StripeAccount,
  session: Session,
  answer: 'complete' | 'fail',
): Session['status'] {
  const intent = requireKept(account.store.intents, session.intentId);
  intent.challengeUrl = null;
  if (answer === 'complete') {
    const card = { ...toChargedCard(challenged), threeDSecure: true };
    completeSession(account, session, makeCharge(account, { intent, card, email: session.email ?? '' }));
    return session.status;
  }
  noteFailure(account, intent, refusedAuthentication);
  return session.status;
}
