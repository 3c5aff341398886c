import type { StripeAccount } from '../account.ts';
import type { Charge } from '../objects/charge.ts';
import { toChargeWire } from '../objects/charge.ts';
import { requireCurrency } from '../objects/currency.ts';
import type { Intent } from '../objects/intent.ts';
import { toIntentWire } from '../objects/intent.ts';
import { makeId } from '../objects/make-id.ts';
import type { Refund } from '../objects/refund.ts';
import { requireKept } from '../objects/store.ts';
import { cardRefusal, parameterRefusal, stateRefusal } from '../protocol/refusal.ts';
import { toMoneyEntry } from './money-entry.ts';

/** Money moves: the one place where an intent becomes `succeeded`. */
export function captureCharge(
  account: StripeAccount,
  taking: { intent: Intent; charge: Charge; amount: number },
) {
  const { intent, charge, amount } = taking;
  charge.captured = true;
  charge.amountCaptured = amount;
  charge.captureBefore = null;
  if (charge.willBeDisputed)
    charge.disputeDue = account.seconds() + Math.floor(account.settings.disputeDelayMs / 1_000);
  intent.status = 'succeeded';
  intent.amountCapturable = 0;
  intent.amountReceived = amount;
  account.record('captured', { ...toMoneyEntry(account, intent, amount), charge: charge.id });
}

function requireCapturable(intent: Intent, amount: number) {
  if (intent.status !== 'requires_capture')
    throw stateRefusal(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      { code: 'payment_intent_unexpected_state', payment_intent: toIntentWire(intent) },
    );
  const param = 'amount_to_capture';
  if (amount > intent.amountCapturable)
    throw stateRefusal(
      'The provided amount is greater than the amount that can be captured from this PaymentIntent.',
      { code: 'amount_too_large', param },
    );
  const { step } = requireCurrency(intent.currency);
  if (amount % step)
    throw parameterRefusal(`Amounts in ${intent.currency} must be divisible by ${step}: ${amount} is not.`, {
      code: 'parameter_invalid_integer',
      param,
    });
}

/** The refusal that a setting asked for, as the bank or Stripe words it. */
function refuseOnDemand(account: StripeAccount, intent: Intent) {
  const { settings } = account;
  if (settings.refuseCaptures === 0) return;
  settings.refuseCaptures -= 1;
  const code = settings.captureRefusal;
  account.record('capture_refused', { ...toMoneyEntry(account, intent, intent.amountCapturable), code });
  if (code === 'card_declined') throw cardRefusal('Your card was declined.', 'generic_decline');
  throw stateRefusal('The charge cannot be captured because its authorization has expired.', { code });
}

/** The rest of a partial capture. Stripe lists it as a refund of the charge, though no money had moved. */
function releaseRest(account: StripeAccount, charge: Charge) {
  const rest = charge.amount - charge.amountCaptured;
  if (rest === 0) return;
  charge.amountReleased = rest;
  const refund: Refund = {
    id: makeId('re'),
    created: account.seconds(),
    chargeId: charge.id,
    intentId: charge.intentId,
    amount: rest,
    currency: charge.currency,
    reason: null,
    metadata: {},
    status: 'succeeded',
    pendingReason: null,
    failureReason: null,
    outcomeDue: null,
    reference: null,
  };
  account.store.refunds.set(refund.id, refund);
  const intent = requireKept(account.store.intents, charge.intentId);
  account.record('released', { ...toMoneyEntry(account, intent, rest), charge: charge.id });
}

/** Takes all or part of what is held, once; the rest is released. */
export function captureIntent(account: StripeAccount, intent: Intent, wanted: number | undefined) {
  const amount = wanted ?? intent.amountCapturable;
  requireCapturable(intent, amount);
  refuseOnDemand(account, intent);
  const charge = requireKept(account.store.charges, intent.chargeId);
  captureCharge(account, { intent, charge, amount });
  releaseRest(account, charge);
  account.emit('charge.captured', toChargeWire(charge));
  if (charge.amountReleased > 0) account.emit('charge.refunded', toChargeWire(charge));
  account.emit('payment_intent.succeeded', toIntentWire(intent));
}
