import { ok, type Result } from '#lib/domain/result';
import type { OfferPage, ReadError } from '#lib/providers/port';

/** The pages of one listing with every offer in the first page that holds it; ends after the first failed page. */
export async function* listOnce(
  pages: AsyncIterable<Result<OfferPage, ReadError>>,
): AsyncGenerator<Result<OfferPage, ReadError>> {
  const seen = new Set<string>();
  for await (const page of pages) {
    if (!page.ok) return yield page;
    const offers = new Map(page.value.offers.map((offer) => [offer.offerId, offer]));
    const fresh = [...offers.values()].filter(({ offerId }) => !seen.has(offerId));
    for (const { offerId } of fresh) seen.add(offerId);
    yield ok({ ...page.value, offers: fresh });
  }
}
