import type { StripeAccount } from '../account.ts';
import type { Charge } from '../objects/charge.ts';
import { toChargeWire } from '../objects/charge.ts';
import { formatAmount, requireCurrency } from '../objects/currency.ts';
import { makeId } from '../objects/make-id.ts';
import type { Refund } from '../objects/refund.ts';
import { toRefundWire } from '../objects/refund.ts';
import { parameterRefusal, stateRefusal } from '../protocol/refusal.ts';
import { toRefundEntry } from './settle-refund.ts';

export type RefundRequest = {
  amount: number | undefined;
  reason: string | null;
  metadata: Record<string, string>;
};

function requireRefundable(charge: Charge, amount: number) {
  if (!charge.captured)
    throw stateRefusal(
      `This PaymentIntent (${charge.intentId}) does not have a successful charge to refund.`,
      {
        param: 'payment_intent',
      },
    );
  if (charge.disputed)
    throw stateRefusal(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  const left = charge.amountCaptured - charge.amountRefunded;
  if (left === 0)
    throw stateRefusal(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  if (amount > left) {
    const [asked, rest] = [amount, left].map((sum) => formatAmount(sum, charge.currency));
    throw stateRefusal(`Refund amount (${asked}) is greater than unrefunded amount on charge (${rest})`, {
      param: 'amount',
    });
  }
  const { step } = requireCurrency(charge.currency);
  if (amount % step)
    throw parameterRefusal(`Amounts in ${charge.currency} must be divisible by ${step}: ${amount} is not.`, {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
}

/** Why a new refund has to wait; `null` when it counts as done at once. */
function toPendingReason({ settings }: StripeAccount): Refund['pendingReason'] {
  if (settings.refundBalance === 'short') return 'insufficient_funds';
  if (settings.refundOutcome === 'failed_after_success') return null;
  return settings.refundOutcome === 'succeeded' && settings.refundDelayMs === 0 ? null : 'processing';
}

function makeRefund(account: StripeAccount, charge: Charge, request: RefundRequest & { amount: number }) {
  const pendingReason = toPendingReason(account);
  const refund: Refund = {
    id: makeId('re'),
    created: account.seconds(),
    chargeId: charge.id,
    intentId: charge.intentId,
    amount: request.amount,
    currency: charge.currency,
    reason: request.reason,
    metadata: request.metadata,
    status: pendingReason === null ? 'succeeded' : 'pending',
    pendingReason,
    failureReason: null,
    outcomeDue: account.seconds() + Math.floor(account.settings.refundDelayMs / 1_000),
    reference: null,
  };
  account.store.refunds.set(refund.id, refund);
  return refund;
}

/** Gives back all that is left of a captured charge, or part of it; the reference number follows the answer. */
export function refundCharge(account: StripeAccount, charge: Charge, request: RefundRequest): Refund {
  const amount = request.amount ?? charge.amountCaptured - charge.amountRefunded;
  requireRefundable(charge, amount);
  const refund = makeRefund(account, charge, { ...request, amount });
  charge.amountRefunded += amount;
  account.record('refunded', toRefundEntry(account, refund));
  account.emit('refund.created', toRefundWire(refund));
  account.emit('charge.refunded', toChargeWire(charge));
  return refund;
}
