import type { Offer } from '#lib/domain/plan';
import { ok, type Result } from '#lib/domain/result';
import type { Log } from '#lib/observability/log';
import { fromPartnerCountry } from '#lib/providers/country-code';
import { listOnce } from '#lib/providers/list-once';
import { mapEach } from '#lib/providers/map-each';
import type { Destination, OfferPage, ReadError } from '#lib/providers/port';
import { isNotFound } from '#lib/providers/read-result';
import { segment, type ZimClient } from '#lib/providers/zim/client';
import { fetchRead, toZimResult } from '#lib/providers/zim/fetch-read';
import { toOffer } from '#lib/providers/zim/map-plan';
import { zimDestinationWire, zimListWire, zimLocalPlansWire } from '#lib/providers/zim/wire';

const LOCAL_READS_AT_ONCE = 4;

/** `plansSearchBody`: what makes the search complete is documented nowhere, so it is configured. */
export type ZimCatalogue = { client: ZimClient; plansSearchBody: unknown; log: Log };
type Offers = Result<readonly Offer[], ReadError>;
type Pages = AsyncGenerator<Result<OfferPage, ReadError>>;
type ZimDestination = { iso3: string; name: string };

/**
 * All plans: `POST /plans/search` first, then `GET /plans/{iso3}/local` for the destinations it left out
 * (docs/providers/zim.md#catalogue). One goes on from the countries that are done: "JP,KR".
 */
export function listOffers(catalogue: ZimCatalogue, from?: string): Pages {
  if (from === undefined) return listOnce(listAll(catalogue));
  return listOnce(listUncovered(catalogue, new Set(from.split(','))));
}

async function* listAll(catalogue: ZimCatalogue): Pages {
  const searched = await searchOffers(catalogue);
  if (!searched.ok) return yield searched;
  const covered = toCovered(searched.value);
  yield ok({ offers: searched.value, next: [...covered].join() });
  yield* listUncovered(catalogue, covered);
}

export async function searchOffers(catalogue: ZimCatalogue): Promise<Offers> {
  const found = await fetchRead(catalogue.client, {
    method: 'POST',
    path: '/plans/search',
    json: catalogue.plansSearchBody,
    effect: 'reads',
    size: 'list',
    schema: zimListWire,
  });
  return found.ok ? ok(distinct(toOffers(catalogue, found.value))) : found;
}

/** The countries for which there is a local plan among these. */
export function toCovered(offers: readonly Offer[]): ReadonlySet<string> {
  return new Set(offers.flatMap(({ place }) => (place.kind === 'country' ? [place.code] : [])));
}

/** Plans of the supported destinations but those that are covered already (alpha-2), a page a destination. */
export async function* listUncovered(catalogue: ZimCatalogue, covered: ReadonlySet<string>): Pages {
  const destinations = await fetchDestinations(catalogue.client);
  if (!destinations.ok) return yield destinations;
  const open = destinations.value.flatMap(({ iso3 }) => {
    const code = fromPartnerCountry(iso3);
    return code === undefined || covered.has(code) ? [] : [{ iso3, code }];
  });
  const done = new Set(covered);
  for (let start = 0; start < open.length; start += LOCAL_READS_AT_ONCE) {
    const batch = open.slice(start, start + LOCAL_READS_AT_ONCE);
    const reads = await Promise.all(
      batch.map(async ({ iso3, code }) => ({ code, local: await fetchLocal(catalogue, iso3) })),
    );
    for (const { code, local } of reads) {
      if (!local.ok) return yield local;
      done.add(code);
      yield ok({ offers: local.value, next: [...done].join() });
    }
  }
}

/** By alpha-2 code where one exists, else by ZIM's own. */
export async function readDestinations(
  client: ZimClient,
): Promise<Result<readonly Destination[], ReadError>> {
  const destinations = await fetchDestinations(client);
  if (!destinations.ok) return destinations;
  return ok(destinations.value.map(({ iso3, name }) => ({ code: fromPartnerCountry(iso3) ?? iso3, name })));
}

async function fetchDestinations(client: ZimClient): Promise<Result<readonly ZimDestination[], ReadError>> {
  const list = await fetchRead(client, {
    method: 'GET',
    path: '/destinations/supported_destinations',
    effect: 'reads',
    schema: zimListWire,
  });
  if (!list.ok) return list;
  const destinations = list.value.flatMap((item) => {
    const parsed = zimDestinationWire.safeParse(item);
    return parsed.success ? [{ iso3: parsed.data.isoAlpha3, name: parsed.data.name }] : [];
  });
  return ok(destinations);
}

/** 404 = ZIM has no local plans there. */
async function fetchLocal(catalogue: ZimCatalogue, iso3: string): Promise<Offers> {
  const outcome = await catalogue.client.send({
    method: 'GET',
    path: `/plans/${segment(iso3)}/local`,
    effect: 'reads',
    schema: zimLocalPlansWire,
  });
  if (outcome.ok && isNotFound(outcome.value)) return ok([]);
  const plans = toZimResult(outcome);
  if (!plans.ok) return plans;
  return ok(toOffers(catalogue, [...(plans.value.regular ?? []), ...(plans.value.unlimited ?? [])]));
}

function toOffers({ log }: ZimCatalogue, items: readonly unknown[]): readonly Offer[] {
  return mapEach({ items, map: toOffer, provider: 'zim', what: 'offers', log });
}

function distinct(offers: readonly Offer[]): readonly Offer[] {
  return [...new Map(offers.map((offer) => [offer.offerId, offer])).values()];
}
