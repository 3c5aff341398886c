import type { Offer } from '#lib/domain/plan';
import { err, ok, type Result } from '#lib/domain/result';
import type { ReadError } from '#lib/providers/port';
import { listUncovered, searchOffers, toCovered, type ZimCatalogue } from '#lib/providers/zim/catalogue';

/** ZIM has no "read one plan", so checks before a payment share one search that is at most this old. */
const FRESH_MS = 60_000;

type Search = { startedAtMs: number; offers: Promise<Result<readonly Offer[], ReadError>> };

/** Finds one plan in a search answer at most a minute old, then among the destinations the search leaves out. */
export function createZimOfferFinder(catalogue: ZimCatalogue, now: () => Date) {
  let latest: Search | undefined;

  function searchOnce(): Search['offers'] {
    const nowMs = now().getTime();
    if (latest && nowMs - latest.startedAtMs < FRESH_MS) return latest.offers;
    const search = { startedAtMs: nowMs, offers: searchOffers(catalogue) };
    latest = search;
    // A failed search is not kept: the next caller asks again.
    return search.offers.then((offers) => {
      if (!offers.ok && latest === search) latest = undefined;
      return offers;
    });
  }

  return async (offerId: string): Promise<Result<Offer, ReadError>> => {
    const searched = await searchOnce();
    if (!searched.ok) return searched;
    const found = searched.value.find((offer) => offer.offerId === offerId);
    if (found) return ok(found);
    for await (const page of listUncovered(catalogue, toCovered(searched.value))) {
      if (!page.ok) return page;
      const local = page.value.offers.find((offer) => offer.offerId === offerId);
      if (local) return ok(local);
    }
    return err({ kind: 'rejected', reason: 'offer_unavailable' });
  };
}
