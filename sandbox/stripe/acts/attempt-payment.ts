import type { StripeAccount } from '../account.ts';
import type { Charge } from '../objects/charge.ts';
import { toChargeWire } from '../objects/charge.ts';
import type { Intent, PaymentFailure } from '../objects/intent.ts';
import { toIntentWire } from '../objects/intent.ts';
import { makeId } from '../objects/make-id.ts';
import type { Session } from '../objects/session.ts';
import { requireKept } from '../objects/store.ts';
import { decideCard, toBrand } from '../pay-page/test-cards.ts';
import { completeSession } from './complete-session.ts';
import { toMoneyEntry } from './money-entry.ts';

export type Card = { number: string; expMonth: number; expYear: number };
type Payer = { card: Card; email: string };
type Authentication = 'none' | 'passed';

function openIntent(account: StripeAccount, session: Session): Intent {
  const data = session.request.payment_intent_data ?? {};
  const id = makeId('pi');
  const intent: Intent = {
    id,
    created: account.seconds(),
    sessionId: session.id,
    amount: session.amount,
    currency: session.currency,
    captureMethod: data.capture_method ?? 'automatic_async',
    status: 'requires_payment_method',
    amountCapturable: 0,
    amountReceived: 0,
    canceledAt: null,
    cancellationReason: null,
    clientSecret: makeId(`${id}_secret`),
    description: data.description ?? null,
    statementSuffix: data.statement_descriptor_suffix ?? null,
    receiptEmail: data.receipt_email ?? null,
    metadata: data.metadata ?? {},
    methodTypes: session.request.allowed_payment_method_types ?? ['card', 'link'],
    methodId: null,
    chargeId: null,
    challengeUrl: null,
    failure: null,
  };
  account.store.intents.set(id, intent);
  session.intentId = id;
  account.emit('payment_intent.created', toIntentWire(intent));
  return intent;
}

type Attempt = { intent: Intent; payer: Payer; authentication: Authentication };

function makeCharge(account: StripeAccount, { intent, payer, authentication }: Attempt): Charge {
  const { card, email } = payer;
  const charge: Charge = {
    id: makeId('ch'),
    created: account.seconds(),
    intentId: intent.id,
    methodId: makeId('pm'),
    amount: intent.amount,
    amountCaptured: 0,
    amountRefunded: 0,
    currency: intent.currency,
    captured: false,
    status: 'failed',
    failure: null,
    captureBefore: null,
    willBeDisputed: false,
    disputeDue: null,
    disputed: false,
    email,
    description: intent.description,
    statementSuffix: intent.statementSuffix,
    metadata: { ...intent.metadata },
    card: {
      brand: toBrand(card.number),
      last4: card.number.slice(-4),
      expMonth: card.expMonth,
      expYear: card.expYear,
      threeDSecure: authentication === 'passed',
    },
  };
  account.store.charges.set(charge.id, charge);
  intent.chargeId = charge.id;
  return charge;
}

function noteFailure(account: StripeAccount, intent: Intent, failure: PaymentFailure) {
  intent.status = 'requires_payment_method';
  intent.failure = failure;
  intent.methodId = null;
  account.emit('payment_intent.payment_failed', toIntentWire(intent));
  const { code, declineCode } = failure;
  account.record('declined', { ...toMoneyEntry(account, intent, intent.amount), code, declineCode });
}

function decline(account: StripeAccount, attempt: Attempt, failure: PaymentFailure) {
  const charge = makeCharge(account, attempt);
  charge.failure = failure;
  account.emit('charge.failed', toChargeWire(charge));
  noteFailure(account, attempt.intent, failure);
}

/** Charges the card that the buyer gave: authorised, declined, or sent to the bank's page first. */
export function attemptPayment(
  account: StripeAccount,
  session: Session,
  payer: Payer,
): 'paid' | 'challenge' | 'declined' {
  const intent =
    session.intentId === null
      ? openIntent(account, session)
      : requireKept(account.store.intents, session.intentId);
  intent.failure = null;
  intent.challengeUrl = null;
  const outcome = decideCard(payer.card.number);
  if (outcome.kind === 'declined') {
    decline(account, { intent, payer, authentication: 'none' }, outcome.failure);
    return 'declined';
  }
  session.email = payer.email;
  if (outcome.kind === 'challenge') {
    intent.status = 'requires_action';
    intent.methodId = makeId('pm');
    intent.challengeUrl = `${session.url}/authenticate`;
    account.emit('payment_intent.requires_action', toIntentWire(intent));
    return 'challenge';
  }
  const charge = makeCharge(account, { intent, payer, authentication: 'none' });
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
    const payer = { card: challenged, email: session.email ?? '' };
    completeSession(account, session, makeCharge(account, { intent, payer, authentication: 'passed' }));
    return session.status;
  }
  noteFailure(account, intent, refusedAuthentication);
  return session.status;
}
