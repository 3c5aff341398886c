import type { StripeAccount } from '../account.ts';
import type { Charge } from '../objects/charge.ts';
import { toChargeWire } from '../objects/charge.ts';
import { requireCurrency } from '../objects/currency.ts';
import type { Intent } from '../objects/intent.ts';
import { toIntentWire } from '../objects/intent.ts';
import { requireKept } from '../objects/store.ts';
import { parameterRefusal, stateRefusal } from '../protocol/refusal.ts';
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

/** Takes all or part of what is held, once; the rest is released. */
export function captureIntent(account: StripeAccount, intent: Intent, wanted: number | undefined) {
  const amount = wanted ?? intent.amountCapturable;
  requireCapturable(intent, amount);
  const charge = requireKept(account.store.charges, intent.chargeId);
  captureCharge(account, { intent, charge, amount });
  account.emit('charge.captured', toChargeWire(charge));
  account.emit('payment_intent.succeeded', toIntentWire(intent));
}
