import type { Offer } from '#lib/domain/plan';
import { ok, type Result } from '#lib/domain/result';
import type { EsimProvider, ReadError } from '#lib/providers/port';

/** Every offer of a wholesaler, once each: paging is no snapshot, so an offer may come twice. Nothing when a page fails. */
export async function fetchOffers(
  provider: EsimProvider,
  onPage: (offersSoFar: number) => void,
): Promise<Result<Offer[], ReadError>> {
  const offers = new Map<string, Offer>();
  for await (const page of provider.listOffers()) {
    if (!page.ok) return page;
    for (const offer of page.value) offers.set(offer.offerId, offer);
    onPage(offers.size);
  }
  return ok([...offers.values()]);
}
