import { z } from 'zod';

const outcome = z.enum(['done', 'failed', 'stuck']);
const msInt = z.int().min(0).max(86_400_000);

/** What `POST /__control {"settings": …}` may change at the Zendit stand-in. */
export function createZenditSettingsSchema(webhookUrl: string) {
  return z.object({
    /** The wallet as it stands, in US cents: held at AUTHORIZED, given back on failure and refund. */
    walletMinor: z.int().min(0).default(100_000_000),
    /** From ACCEPTED to the final state. */
    purchaseMs: msInt.default(4_000),
    /** What becomes of purchases made while it is set; `stuck` stays IN_PROGRESS. */
    nextOutcome: outcome.default('done'),
    /** Overrules a purchase's outcome by its transaction id, also afterwards: frees what is stuck. */
    outcomes: z.record(z.string(), outcome).default({}),
    /** Reuse of a transaction id is not documented: answer the existing one, refuse, or buy a second eSIM. */
    duplicateTransaction: z.enum(['same', 'reject', 'buy_again']).default('same'),
    /** Public integrations disagree on which field carries the matching id. */
    matchingIdField: z.enum(['activationCode', 'externalReferenceId', 'fullLpa']).default('activationCode'),
    refundMs: msInt.default(3_000),
    refundOutcome: z.enum(['done', 'failed']).default('done'),
    /** false answers 403, as for a key used from an address that is not allowed. */
    ipAllowed: z.boolean().default(true),
    /** Installation and first connection after delivery; null = never by itself. */
    autoConnectAfterMs: z.int().min(0).nullable().default(60_000),
    gbPerHour: z.number().min(0).default(1),
    /** Says outright how the first plan of an eSIM stands, by ICCID. */
    usage: z
      .record(
        z.string(),
        z.strictObject({
          remainingGB: z.number().min(0),
          status: z.enum(['ACTIVE', 'QUEUED', 'FINISHED']).default('ACTIVE'),
        }),
      )
      .default({}),
    webhookEnabled: z.boolean().default(true),
    webhookUrl: z.string().default(webhookUrl),
    /** Further copies of every notification. */
    webhookDuplicates: z.int().min(0).max(10).default(0),
    webhookRetryMs: z
      .array(z.int().min(0))
      .default([1_000, 10_000, 60_000, 600_000, 1_800_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000]),
  });
}
export type ZenditSettings = z.infer<ReturnType<typeof createZenditSettingsSchema>>;
