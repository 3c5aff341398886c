import type { StripeAccount } from '../account.ts';
import { toChargeWire } from '../objects/charge.ts';
import type { Intent } from '../objects/intent.ts';
import { toIntentWire } from '../objects/intent.ts';
import { requireKept } from '../objects/store.ts';
import { stateRefusal } from '../protocol/refusal.ts';
import { toMoneyEntry } from './money-entry.ts';

/** Releases a hold. Stripe tells of it as a refund of an uncaptured charge as well. */
export function releaseHold(account: StripeAccount, intent: Intent, reason: string | null) {
  const charge = requireKept(account.store.charges, intent.chargeId);
  const released = intent.amountCapturable;
  charge.amountReleased = charge.amount;
  charge.captureBefore = null;
  intent.status = 'canceled';
  intent.amountCapturable = 0;
  intent.canceledAt = account.seconds();
  intent.cancellationReason = reason;
  account.record('voided', { ...toMoneyEntry(account, intent, released), reason });
  if (reason === 'automatic') account.emit('charge.expired', toChargeWire(charge));
  account.emit('charge.refunded', toChargeWire(charge));
  account.emit('payment_intent.canceled', toIntentWire(intent));
}

const cancellable = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
];

/** Every intent here was made by Checkout, so before authorisation its session has to be expired instead. */
export function cancelIntent(account: StripeAccount, intent: Intent, reason: string | null) {
  const details = { code: 'payment_intent_unexpected_state', payment_intent: toIntentWire(intent) };
  if (!cancellable.includes(intent.status))
    throw stateRefusal(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${cancellable.join(', ')}.`,
      details,
    );
  if (intent.status !== 'requires_capture')
    throw stateRefusal(
      `You cannot cancel this PaymentIntent because it was created by Checkout and has a status of ${intent.status}: expire the Checkout Session instead.`,
      details,
    );
  releaseHold(account, intent, reason);
}
