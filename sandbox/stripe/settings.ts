import { z } from 'zod';

const milliseconds = z.int().min(0).max(2_592_000_000);
const share = z.number().min(0).max(1).default(0);

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
    /** Shares of events (0 to 1) that are doubled, kept back for `heldMs`, or never delivered; `seed` repeats the draw. */
    webhookMix: z
      .strictObject({
        double: share,
        hold: share,
        heldMs: milliseconds.default(0),
        lose: share,
        seed: z.int().default(1),
      })
      .default({ double: 0, hold: 0, heldMs: 0, lose: 0, seed: 1 }),
    /** The next so many events are never delivered. */
    dropWebhooks: z.int().min(0).default(0),
    /** How long a POST takes inside the idempotency layer, so that concurrent use of one key is seen. */
    latencyMs: milliseconds.max(60_000).default(0),
    /** The next so many POSTs fail with a 500 that is kept under their idempotency key. */
    failAndKeep: z.int().min(0).default(0),
    /** The next so many captures are refused, for the reason that `captureRefusal` names. */
    refuseCaptures: z.int().min(0).default(0),
    captureRefusal: z
      .enum(['charge_expired_for_capture', 'card_declined'])
      .default('charge_expired_for_capture'),
    /** What becomes of refunds; `pending` leaves those that are on their way where they are until this changes. */
    refundOutcome: z.enum(['succeeded', 'pending', 'failed', 'failed_after_success']).default('succeeded'),
    /** From the request of a refund to its outcome, by the stand-in's clock; 0 = a refund that succeeds does so at once. */
    refundDelayMs: milliseconds.default(0),
    /** `short`: refunds wait until the balance is `enough`. */
    refundBalance: z.enum(['enough', 'short']).default('enough'),
    /** From capture to dispute for the card that is disputed later, by the stand-in's clock. */
    disputeDelayMs: milliseconds.default(2_000),
    /** How open disputes are decided; `open` leaves them undecided. */
    disputeOutcome: z.enum(['open', 'won', 'lost']).default('open'),
    /** The pay page offers a method whose bank answers only after the session is complete. */
    bankOffered: z.boolean().default(false),
    bankOutcome: z.enum(['authorised', 'failed']).default('authorised'),
    bankDelayMs: milliseconds.default(2_000),
    /** How long an authorisation holds, by the stand-in's clock. */
    holdMs: milliseconds.default(7 * 86_400_000),
  });

export type StripeSettings = z.infer<ReturnType<typeof stripeSettings>>;
