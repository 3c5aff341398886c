import { z } from 'zod';

const subscriptionStatus = z.enum(['PROCESSING', 'PENDING', 'ACTIVE', 'EXPIRED', 'CANCELLED', 'DEPLETED']);
export type ZimSubscriptionStatus = z.infer<typeof subscriptionStatus>;

const gibibyte = 1024 ** 3;

/** What `POST /__control {"settings": …}` may change at the ZIM stand-in. */
export const zimSettingsSchema = z.object({
  tokenSeconds: z.int().positive().default(3600),
  /** The wallet as it stands, in US cents; orders take from it. */
  walletMinor: z.int().min(0).default(100_000_000),
  /** How long a bought eSIM takes to appear: a fixed point in this range for each order. */
  allocationLagMs: z
    .strictObject({ min: z.int().min(0), max: z.int().min(0) })
    .refine(({ min, max }) => min <= max, 'min must not be above max')
    .default({ min: 1_000, max: 20_000 }),
  /** This share of eSIMs, by the same dice, appears only after `lagMs` more. */
  late: z
    .strictObject({ chance: z.number().min(0).max(1), lagMs: z.int().min(0) })
    .default({ chance: 0, lagMs: 0 }),
  /** What becomes of orders placed while it is set: `stuck` stays PROCESSING and never shows an eSIM. */
  outcome: z.enum(['fulfilled', 'failed', 'stuck']).default('fulfilled'),
  /** The examples of the document wrap single objects in arrays, its schemas do not. */
  wrapSingles: z.boolean().default(true),
  /** The document does not say what an empty search leaves out. */
  searchReturns: z.enum(['all', 'not-local', 'nothing']).default('all'),
  /** `GET /orders` is reserved to some roles; false answers 403. */
  ordersListed: z.boolean().default(true),
  /** First connection after the eSIM appeared; null = never by itself. */
  autoConnectAfterMs: z.int().min(0).nullable().default(60_000),
  bytesPerHour: z.int().min(0).default(gibibyte),
  reportEveryMs: z.int().positive().default(3_600_000),
  /** Says outright what a subscription has used, by its id; reported at once. */
  usage: z
    .record(z.string(), z.strictObject({ spentBytes: z.int().min(0), status: subscriptionStatus.optional() }))
    .default({}),
});
export type ZimSettings = z.infer<typeof zimSettingsSchema>;
