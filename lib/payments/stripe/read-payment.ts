import type Stripe from 'stripe';
import type { Dispute, Payment } from '#lib/payments/port';
import { listAll, requireObject } from '#lib/payments/stripe/client';
import { toPayment } from '#lib/payments/stripe/map';

/** For whatever answers with a payment intent that `toPayment` reads. */
export const EXPAND = ['latest_charge'];

/** A payment with what its intent alone does not tell: whether it is disputed, whether it has failed for good. */
export async function readPayment(stripe: Stripe, paymentId: string): Promise<Payment> {
  const intent = requireObject(
    'payment_intent',
    await stripe.paymentIntents.retrieve(paymentId, { expand: EXPAND }),
  );
  const payment = toPayment(intent);
  if (payment.state === 'captured') {
    const dispute = toDispute(
      await listAll((page) => stripe.disputes.list({ payment_intent: paymentId, ...page })),
    );
    return { ...payment, ...(dispute && { dispute }) };
  }
  if (intent.status !== 'requires_payment_method' || !intent.last_payment_error) return payment;
  return (await isPageComplete(stripe, paymentId)) ? { ...payment, state: 'failed' } : payment;
}

/** As long as the pay page is open, the buyer may try again after a refusal. */
async function isPageComplete(stripe: Stripe, paymentId: string): Promise<boolean> {
  const sessions = requireObject('list', await stripe.checkout.sessions.list({ payment_intent: paymentId }));
  return sessions.data.some((session) => session.status === 'complete');
}

const WEIGHT: readonly Dispute['status'][] = ['open', 'lost', 'won'];

/** A charge may be disputed more than once: what still needs somebody counts first. */
function toDispute(disputes: readonly Stripe.Dispute[]): Dispute | undefined {
  const known = disputes.map(
    ({ status, amount }): Dispute => ({ status: toStatus(status), amountMinor: amount }),
  );
  return WEIGHT.flatMap((status) => known.filter((dispute) => dispute.status === status))[0];
}

/** An inquiry that was closed cost nothing; a prevented dispute was one that the bank settled for the cardholder. */
function toStatus(status: Stripe.Dispute.Status): Dispute['status'] {
  if (status === 'won' || status === 'warning_closed') return 'won';
  return status === 'lost' || status === 'prevented' ? 'lost' : 'open';
}
