import { z } from 'zod';

const milliseconds = z.int().min(0).max(2_592_000_000);

/** The knobs of the Stripe stand-in, set with `POST /__control {"settings": {...}}`. */
export const stripeSettings = (webhookUrl: string) =>
  z.object({
    /** Where events are posted; empty = nowhere (they stay listable). */
    webhookUrl: z.string().default(webhookUrl),
    webhookEnabled: z.boolean().default(true),
    /** Extra deliveries of every event, sent at the same moment as the first one. */
    webhookDuplicates: z.int().min(0).max(20).default(0),
    /** Hold this many events, then deliver them newest first, one after the other; back to 0 sends what is held. */
    webhookReorder: z.int().min(0).max(100).default(0),
    webhookDelayMs: milliseconds.default(0),
    /** Pauses before the second, third … attempt; Stripe takes three days, this is the same compressed. */
    webhookRetryMs: z.array(milliseconds).max(20).default([200, 1_000, 5_000, 15_000, 60_000]),
    /** The next so many events are never delivered. */
    dropWebhooks: z.int().min(0).default(0),
    /** How long a POST takes inside the idempotency layer, so that concurrent use of one key is seen. */
    latencyMs: milliseconds.max(60_000).default(0),
    /** The next so many POSTs fail with a 500 that is kept under their idempotency key. */
    failAndKeep: z.int().min(0).default(0),
    /** From capture to dispute for the card that is disputed later, by the stand-in's clock. */
    disputeDelayMs: milliseconds.default(2_000),
    /** How long an authorisation holds, by the stand-in's clock. */
    holdMs: milliseconds.default(7 * 86_400_000),
  });

export type StripeSettings = z.infer<ReturnType<typeof stripeSettings>>;
