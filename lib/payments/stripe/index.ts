import 'server-only';
import type Stripe from 'stripe';
import { err } from '#lib/domain/result';
import { hasGuard } from '#lib/faults/guard';
import type { Log } from '#lib/observability/log';
import type { PaymentProvider } from '#lib/payments/port';
import { callOnce, callStripe, createStripeClient, requireObject } from '#lib/payments/stripe/client';
import { listHints, toHint, verifyEvent } from '#lib/payments/stripe/events';
import { isChargeable, toCheckoutSession, toPayment, toSessionParams } from '#lib/payments/stripe/map';
import { EXPAND, readPayment } from '#lib/payments/stripe/read-payment';
import { listRefunds, refundOnce, toRefund } from '#lib/payments/stripe/refunds';

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

/** Stripe's hosted Checkout with manual capture. */
export function createStripePayments(options: StripeOptions): PaymentProvider {
  const { log, now, live, methodTypes } = options;
  const stripe = createStripeClient(options);

  return {
    live,
    async createCheckout(request) {
      if (request.expiresAt <= now()) return err({ kind: 'rejected', reason: 'session_over' });
      if (!isChargeable(request)) return err({ kind: 'rejected', reason: 'amount_not_chargeable' });
      return callStripe(log, 'checkout.create', async () =>
        toSession(
          await stripe.checkout.sessions.create(toSessionParams(request, { methodTypes }), {
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
          await callOnce(`ex_${sessionId}`, (idempotencyKey) =>
            stripe.checkout.sessions.expire(sessionId, {}, { idempotencyKey }),
          ),
        ),
      ),
    readPayment: (paymentId) => callStripe(log, 'payment.read', () => readPayment(stripe, paymentId)),
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
    refund: (request) => callStripe(log, 'payment.refund', () => refundOnce(stripe, request)),
    readRefund: (refundId) =>
      callStripe(log, 'refund.read', async () =>
        toRefund(requireObject('refund', await stripe.refunds.retrieve(refundId))),
      ),
    listRefunds: (paymentId) => callStripe(log, 'refund.list', () => listRefunds(stripe, paymentId)),
    verifyWebhook: (rawBody, signature) =>
      !hasGuard('signature')
        ? toHint(JSON.parse(rawBody))
        : verifyEvent({ stripe, secrets: options.webhookSecrets, now: now(), log }, rawBody, signature),
    listHints: (since) => callStripe(log, 'events.list', () => listHints(stripe, since)),
  };
}

const toSession = (session: Stripe.Checkout.Session) =>
  toCheckoutSession(requireObject('checkout.session', session));

const toHeld = (intent: Stripe.PaymentIntent) => toPayment(requireObject('payment_intent', intent));
