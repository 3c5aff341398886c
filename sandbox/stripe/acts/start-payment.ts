import type { StripeAccount } from '../account.ts';
import type { Charge } from '../objects/charge.ts';
import { toChargeWire } from '../objects/charge.ts';
import type { Intent, PaymentFailure } from '../objects/intent.ts';
import { toIntentWire } from '../objects/intent.ts';
import { makeId } from '../objects/make-id.ts';
import type { Session } from '../objects/session.ts';
import { requireKept } from '../objects/store.ts';
import { toMoneyEntry } from './money-entry.ts';

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

/** The intent of a session, opened with the first attempt to pay; what went wrong before is forgotten. */
export function startPayment(account: StripeAccount, session: Session): Intent {
  const intent =
    session.intentId === null
      ? openIntent(account, session)
      : requireKept(account.store.intents, session.intentId);
  intent.failure = null;
  intent.challengeUrl = null;
  return intent;
}

type Attempt = { intent: Intent; email: string; card: Charge['card'] };

/** One attempt to pay, not yet answered. */
export function makeCharge(account: StripeAccount, { intent, email, card }: Attempt): Charge {
  const charge: Charge = {
    id: makeId('ch'),
    created: account.seconds(),
    intentId: intent.id,
    methodId: makeId('pm'),
    amount: intent.amount,
    amountCaptured: 0,
    amountRefunded: 0,
    amountReleased: 0,
    currency: intent.currency,
    captured: false,
    status: 'pending',
    failure: null,
    captureBefore: null,
    willBeDisputed: false,
    disputeDue: null,
    disputed: false,
    email,
    description: intent.description,
    statementSuffix: intent.statementSuffix,
    metadata: { ...intent.metadata },
    card,
    answerDue: null,
  };
  account.store.charges.set(charge.id, charge);
  intent.chargeId = charge.id;
  return charge;
}

/** The attempt failed: the intent asks for another method. */
export function noteFailure(account: StripeAccount, intent: Intent, failure: PaymentFailure) {
  intent.status = 'requires_payment_method';
  intent.failure = failure;
  intent.methodId = null;
  account.emit('payment_intent.payment_failed', toIntentWire(intent));
  const { code, declineCode } = failure;
  account.record('declined', { ...toMoneyEntry(account, intent, intent.amount), code, declineCode });
}

export function declineCharge(account: StripeAccount, charge: Charge, failure: PaymentFailure) {
  charge.status = 'failed';
  charge.failure = failure;
  account.emit('charge.failed', toChargeWire(charge));
  noteFailure(account, requireKept(account.store.intents, charge.intentId), failure);
}
