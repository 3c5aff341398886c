import Stripe from 'stripe';
import type { Refund, RefundRequest } from '#lib/payments/port';
import { isKept, listAll, requireObject } from '#lib/payments/stripe/client';

/** Under which name our key stands in a refund's metadata. */
const KEY_FIELD = 'refund_key';
/** So many answers can be kept under our key and passed by before a day is over. */
const MOST_KEYS = 5;

/**
 * Refunds once for each key of ours. A charge can be refunded several times and Stripe forgets idempotency keys after a
 * day, so the key is put into the metadata, and whatever is not certainly the first try looks for it before asking.
 */
export async function refundOnce(stripe: Stripe, request: RefundRequest): Promise<Refund> {
  const found = request.attempt === 'again' && (await findRefund(stripe, request));
  return found || askRefund(stripe, request, 1);
}

/**
 * A failure may come after Stripe has acted: look again. What it keeps under a key, though it left no refund, is passed
 * by under the next key, the same one for everybody. As the SDK does not repeat failures here, what is kept is from an
 * earlier call, and Stripe has had time to show what it did.
 */
async function askRefund(stripe: Stripe, request: RefundRequest, turn: number): Promise<Refund> {
  try {
    return await createRefund(stripe, request, turn);
  } catch (thrown) {
    const found = isOutcomeUnknown(thrown) && (await findRefund(stripe, request));
    if (found) return found;
    if (!isKept(thrown) || turn === MOST_KEYS) throw thrown;
    return askRefund(stripe, request, turn + 1);
  }
}

async function createRefund(stripe: Stripe, request: RefundRequest, turn: number): Promise<Refund> {
  const { paymentId, amount, key, reason, metadata } = request;
  const refund = await stripe.refunds.create(
    {
      payment_intent: paymentId,
      amount: amount.minor,
      reason,
      metadata: { ...metadata, [KEY_FIELD]: key },
    },
    { idempotencyKey: turn === 1 ? key : `${key}_${turn}`, maxNetworkRetries: 0 },
  );
  return toRefund(requireObject('refund', refund));
}

function isOutcomeUnknown(thrown: unknown): boolean {
  return thrown instanceof Stripe.errors.StripeError && (thrown.statusCode ?? 500) >= 500;
}

async function findRefund(stripe: Stripe, request: RefundRequest): Promise<Refund | undefined> {
  const refunds = await listRefunds(stripe, request.paymentId);
  return refunds.find((refund) => refund.key === request.key);
}

export async function listRefunds(stripe: Stripe, paymentId: string): Promise<Refund[]> {
  const refunds = await listAll((page) => stripe.refunds.list({ payment_intent: paymentId, ...page }));
  return refunds.map(toRefund);
}

const STATES = ['succeeded', 'failed', 'requires_action', 'canceled'] as const;

/** A state that Stripe adds later is not an outcome yet. */
export function toRefund(refund: Stripe.Refund): Refund {
  const key = refund.metadata?.[KEY_FIELD];
  const reference = refund.destination_details?.card?.reference;
  return {
    refundId: refund.id,
    amountMinor: refund.amount,
    state: STATES.find((state) => state === refund.status) ?? 'pending',
    ...(key && { key }),
    ...(reference && { reference }),
    ...(refund.pending_reason && { pendingReason: refund.pending_reason }),
    ...(refund.failure_reason && { failureReason: refund.failure_reason }),
  };
}
