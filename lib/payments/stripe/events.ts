import type Stripe from 'stripe';
import { z } from 'zod';
import type { Log } from '#lib/observability/log';
import type { PaymentHint } from '#lib/payments/port';
import { listAll } from '#lib/payments/stripe/client';

/** What Stripe is asked to tell us; at most 20 names fit into one listing. */
const EVENT_TYPES = [
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.succeeded',
  'charge.refunded',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.closed',
];

const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);

const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  created: z.number(),
  data: z.object({
    object: z.object({
      id: z.string(),
      object: z.string(),
      client_reference_id: z.string().nullish(),
      metadata: z.record(z.string(), z.string()).nullish(),
      payment_intent: reference.nullish(),
    }),
  }),
});

/** Whose payment an event is about; nothing else of it is believed. `undefined` for what is not an event. */
export function toHint(event: unknown): PaymentHint | undefined {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) return undefined;
  const { id, type, created, data } = parsed.data;
  const { object } = data;
  const orderId = object.metadata?.order_id ?? object.client_reference_id;
  const paymentId = object.object === 'payment_intent' ? object.id : object.payment_intent;
  return {
    eventId: id,
    type,
    createdAt: new Date(created * 1_000),
    ...(orderId && { orderId }),
    ...(object.object === 'checkout.session' && { sessionId: object.id }),
    ...(paymentId && { paymentId }),
  };
}

/** Stripe keeps events for 30 days; what happens during the paging is found by the next run. */
export async function listHints(stripe: Stripe, since: Date): Promise<PaymentHint[]> {
  const created = { gte: Math.floor(since.getTime() / 1_000) };
  const events = await listAll((page) => stripe.events.list({ created, types: EVENT_TYPES, ...page }));
  return events.flatMap((event) => toHint(event) ?? []);
}

const TOLERANCE_SECONDS = 300;

type Verification = {
  stripe: Stripe;
  /** Newest first while one replaces the other; none means that nothing can be believed. */
  secrets: readonly string[];
  now: Date;
  log: Log;
};

/** The hint of a signed event; `undefined` for a missing, wrong, old or future signature, and without a secret. */
export function verifyEvent(
  { stripe, secrets, now, log }: Verification,
  rawBody: string,
  signature: string,
): PaymentHint | undefined {
  // The SDK lets a time in the future pass, and a future time never grows old.
  if (isInFuture(signature, now)) return undefined;
  for (const secret of secrets) {
    const event = tryConstruct(() =>
      stripe.webhooks.constructEvent(rawBody, signature, secret, TOLERANCE_SECONDS, undefined, now.getTime()),
    );
    if (!event.ok) continue;
    const hint = toHint(event.value);
    if (!hint) log.error('A signed webhook was not an event');
    return hint;
  }
  return undefined;
}

function isInFuture(signature: string, now: Date): boolean {
  const seconds = /(?:^|,)t=(\d+)/.exec(signature)?.[1];
  return seconds !== undefined && Number(seconds) > now.getTime() / 1_000 + TOLERANCE_SECONDS;
}

/** Whatever keeps the body from being read as a signed event makes it unsigned. */
function tryConstruct(construct: () => unknown): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: construct() };
  } catch {
    return { ok: false };
  }
}
