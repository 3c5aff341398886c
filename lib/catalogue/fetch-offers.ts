import type { OfferDraft } from '#lib/db/draft-row';
import type { SyncStore } from '#lib/db/sync-store';
import type { Offer } from '#lib/domain/plan';
import { err, ok, type Result } from '#lib/domain/result';
import type { EsimProvider, ReadError } from '#lib/providers/port';

export type FetchDeps = {
  syncs: Pick<SyncStore, 'readDraft' | 'keepDraft' | 'dropDraft'>;
  now: () => Date;
};

/** `kept`: how many offers a run within the next half hour need not read again. */
export type FetchFailure = { error: ReadError; kept: number };

/** Offers that were read longer ago may have moved too far to be joined with newer ones. */
const DRAFT_MS = 30 * 60_000;

/**
 * Every offer of a wholesaler, once each: paging is no snapshot, so an offer may come twice. When a page fails, what was
 * read before is kept, and the next run goes on from there.
 */
export async function fetchOffers(
  { syncs, now }: FetchDeps,
  provider: EsimProvider,
  onPage: (offersSoFar: number) => void,
): Promise<Result<readonly Offer[], FetchFailure>> {
  const startedAt = now();
  const draft = await syncs.readDraft(provider.id, new Date(startedAt.getTime() - DRAFT_MS));
  const { offers, next, error } = await list(provider, draft, onPage);
  // A wholesaler that refuses us may not be the one we read from so far.
  if (error?.kind === 'unavailable' && next !== undefined) {
    if (next !== draft?.next)
      await syncs.keepDraft(provider.id, { startedAt: draft?.startedAt ?? startedAt, next, offers });
    return err({ error, kept: offers.length });
  }
  await syncs.dropDraft(provider.id);
  return error ? err({ error, kept: 0 }) : ok(offers);
}

type Listed = { offers: readonly Offer[]; next: string | undefined; error?: ReadError };

async function list(
  provider: EsimProvider,
  draft: OfferDraft | undefined,
  onPage: (offersSoFar: number) => void,
): Promise<Listed> {
  const offers = new Map(draft?.offers.map((offer) => [offer.offerId, offer]));
  let next = draft?.next;
  for await (const page of provider.listOffers(next)) {
    if (!page.ok) return { offers: [...offers.values()], next, error: page.error };
    for (const offer of page.value.offers) offers.set(offer.offerId, offer);
    next = page.value.next;
    onPage(offers.size);
  }
  return { offers: [...offers.values()], next };
}
