import { z } from 'zod';
import {
  allowance,
  costs,
  coverage,
  dataAllowance,
  knownOf,
  place,
  provider,
  speed,
  start,
} from '#lib/db/column-schemas';
import type { Offer } from '#lib/domain/plan';

/** Offers of a listing that ended early, and where it goes on. */
export type OfferDraft = {
  /** When the run began that read the oldest of them. */
  startedAt: Date;
  /** `next` of the last page that was read. */
  next: string;
  offers: readonly Offer[];
};

const schema = z.object({
  startedAt: z.date(),
  next: z.string(),
  offers: z.array(
    z.object({
      provider,
      offerId: z.string(),
      place,
      coverage,
      data: dataAllowance,
      validityDays: z.int(),
      speeds: knownOf(z.array(speed)),
      hotspot: knownOf(z.boolean()),
      topUp: knownOf(z.boolean()),
      voiceMinutes: knownOf(allowance),
      sms: knownOf(allowance),
      start,
      notes: z.string(),
      costs,
    }),
  ),
});

/** `undefined` for a draft of an older release: it is read anew. */
export function fromDraftRow(row: unknown): OfferDraft | undefined {
  return schema.safeParse(row).data;
}
