import { z } from 'zod';
import type { Offer } from '#lib/domain/plan';
import { err, ok, type Result } from '#lib/domain/result';
import type { JsonClient } from '#lib/http/json-client';
import type { Log } from '#lib/observability/log';
import { listOnce } from '#lib/providers/list-once';
import { mapEach } from '#lib/providers/map-each';
import type { OfferPage, ReadError } from '#lib/providers/port';
import { isNotFound, toReadResult } from '#lib/providers/read-result';
import { fetchPages, segment } from '#lib/providers/zendit/client';
import { toOffer } from '#lib/providers/zendit/map-offer';

/** One region a call; `country` is alpha-2. */
export type OfferFilter = { brand?: string; country?: string; regions?: string; subType?: string };
type Desk = { client: JsonClient; log: Log };

/** Every enabled offer with a fixed price, each once: pages move while they are read. One goes on from an offset. */
export function listOffers(desk: Desk, filter: OfferFilter, from = '0') {
  return listOnce(readPages(desk, { path: '/esim/offers', query: filter, from: Number(from) }));
}

async function* readPages(
  { client, log }: Desk,
  listed: Parameters<typeof fetchPages>[1],
): AsyncGenerator<Result<OfferPage, ReadError>> {
  for await (const page of fetchPages(client, listed)) {
    if (!page.ok) return yield page;
    const { items, next } = page.value;
    const offers = mapEach({ items, map: toOffer, provider: 'zendit', what: 'offers', log });
    yield ok({ offers, ...(next !== undefined && { next: String(next) }) });
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
