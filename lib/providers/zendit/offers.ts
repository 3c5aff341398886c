import { z } from 'zod';
import type { Offer } from '#lib/domain/plan';
import { err, ok, type Result } from '#lib/domain/result';
import type { JsonClient } from '#lib/http/json-client';
import type { Log } from '#lib/observability/log';
import { mapEach } from '#lib/providers/map-each';
import type { ReadError } from '#lib/providers/port';
import { isNotFound, toReadResult } from '#lib/providers/read-result';
import { fetchPages, segment } from '#lib/providers/zendit/client';
import { toOffer } from '#lib/providers/zendit/map-offer';

/** One region a call; `country` is alpha-2. */
export type OfferFilter = { brand?: string; country?: string; regions?: string; subType?: string };
type Desk = { client: JsonClient; log: Log };

/** Every enabled offer with a fixed price, each once: pages move while they are read. */
export async function* listOffers(
  { client, log }: Desk,
  filter: OfferFilter,
): AsyncGenerator<Result<readonly Offer[], ReadError>> {
  const seen = new Set<string>();
  for await (const page of fetchPages(client, '/esim/offers', filter)) {
    if (!page.ok) return yield page;
    const offers = mapEach({ items: page.value, map: toOffer, provider: 'zendit', what: 'offers', log });
    const fresh = offers.filter(({ offerId }) => {
      const isNew = !seen.has(offerId);
      seen.add(offerId);
      return isNew;
    });
    yield ok(fresh);
  }
}

/** 404 means missing or not enabled; an offer that came to be unsellable is just as unavailable. */
export async function getOffer({ client, log }: Desk, offerId: string): Promise<Result<Offer, ReadError>> {
  const outcome = await client.send({
    method: 'GET',
    path: `/esim/offers/${segment(offerId)}`,
    effect: 'reads',
    schema: z.unknown(),
  });
  if (isNotFound(outcome)) return err({ kind: 'rejected', reason: 'offer_unavailable' });
  const read = toReadResult(outcome);
  if (!read.ok) return read;
  const mapped = toOffer(read.value);
  if (mapped.ok && mapped.value.offerId === offerId) return ok(mapped.value);
  // Not even an offer: nothing is known about the one that was asked for.
  if (mapped.ok || mapped.skipped === 'unreadable') return err({ kind: 'unavailable' });
  log.info('offer is not for sale', { provider: 'zendit', reason: mapped.skipped });
  return err({ kind: 'rejected', reason: 'offer_unavailable' });
}
