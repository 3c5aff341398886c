import 'server-only';
import type Stripe from 'stripe';
import { err } from '#lib/domain/result';
import type { Log } from '#lib/observability/log';
import type { PaymentHint, PaymentProvider } from '#lib/payments/port';
import { callOnce, callStripe, createStripeClient, requireObject } from '#lib/payments/stripe/client';
import { EVENT_TYPES, toHint, verifyEvent } from '#lib/payments/stripe/events';
import { isChargeable, toCheckoutSession, toPayment, toSessionParams } from '#lib/payments/stripe/map';

export type StripeOptions = {
  secretKey: string;
  /** Several while one replaces the other; with none every webhook is refused. */
  webhookSecrets: readonly string[];
  /** Only for a stand-in. */
  apiUrl?: string | undefined;
  live: boolean;
  /** Narrows what the hosted page offers ("card", "link"); absent = all of the account that can be held first. */
  methodTypes?: readonly string[];
  log: Log;
  now: () => Date;
};

const EXPAND = ['latest_charge'];
const PAGE = 100;

/** Stripe's hosted Checkout with manual capture. */
export function createStripePayments(options: StripeOptions): PaymentProvider {
  const { log, now, live, methodTypes } = options;
  const stripe = createStripeClient(options);

  return {
    live,
    async createCheckout(request) {
      if (!isChargeable(request.price)) return err({ kind: 'rejected', reason: 'amount_not_chargeable' });
      return callStripe(log, 'checkout.create', async () =>
        toSession(
          await stripe.checkout.sessions.create(toSessionParams(request, { methodTypes, now: now() }), {
            idempotencyKey: `co_${request.orderId}_v1`,
          }),
        ),
      );
    },
    readCheckout: (sessionId) =>
      callStripe(log, 'checkout.read', async () =>
        toSession(await stripe.checkout.sessions.retrieve(sessionId)),
      ),
    expireCheckout: (sessionId) =>
      callStripe(log, 'checkout.expire', async () =>
        toSession(
          await stripe.checkout.sessions.expire(sessionId, {}, { idempotencyKey: `ex_${sessionId}` }),
        ),
      ),
    readPayment: (paymentId) =>
      callStripe(log, 'payment.read', async () =>
        toHeld(await stripe.paymentIntents.retrieve(paymentId, { expand: EXPAND })),
      ),
    capture: (paymentId, amount, key) =>
      callStripe(log, 'payment.capture', async () =>
        toHeld(
          await callOnce(key, (idempotencyKey) =>
            stripe.paymentIntents.capture(
              paymentId,
              { amount_to_capture: amount.minor, expand: EXPAND },
              { idempotencyKey },
            ),
          ),
        ),
      ),
    voidPayment: (paymentId, key) =>
      callStripe(log, 'payment.void', async () =>
        toHeld(
          await callOnce(key, (idempotencyKey) =>
            stripe.paymentIntents.cancel(paymentId, { expand: EXPAND }, { idempotencyKey }),
          ),
        ),
      ),
    refund: (paymentId, amount, key) =>
      callStripe(log, 'payment.refund', async () => {
        const refund = await stripe.refunds.create(
          { payment_intent: paymentId, amount: amount.minor },
          { idempotencyKey: key },
        );
        return { refundId: requireObject('refund', refund).id };
      }),
    verifyWebhook: (rawBody, signature) =>
      verifyEvent({ stripe, secrets: options.webhookSecrets, now: now(), log }, rawBody, signature),
    listHints: (since) => callStripe(log, 'events.list', () => listHints(stripe, since)),
  };
}

const toSession = (session: Stripe.Checkout.Session) =>
  toCheckoutSession(requireObject('checkout.session', session));

const toHeld = (intent: Stripe.PaymentIntent) => toPayment(requireObject('payment_intent', intent));

/** Stripe lists newest first; what happens during the paging is found by the next run. */
async function listHints(stripe: Stripe, since: Date): Promise<PaymentHint[]> {
  const created = { gte: Math.floor(since.getTime() / 1_000) };
  const query = { created, types: EVENT_TYPES, limit: PAGE };
  const hints: PaymentHint[] = [];
  let last: string | undefined;
  do {
    const after = last === undefined ? {} : { starting_after: last };
    const page = requireObject('list', await stripe.events.list({ ...query, ...after }));
    hints.push(...page.data.flatMap((event) => toHint(event) ?? []));
    last = page.has_more ? page.data.at(-1)?.id : undefined;
  } while (last !== undefined);
  return hints.reverse();
}
