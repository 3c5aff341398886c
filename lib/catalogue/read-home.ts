import { toSlug } from '#lib/catalogue/place';
import { type CatalogueDeps, readPlaces } from '#lib/catalogue/read-places';
import { POPULAR_COUNTRIES } from '#lib/config/popular';
import type { Locale } from '#lib/config/shop';
import type { HomePage, PlaceSummary } from '#lib/domain/place';
import { GIGABYTE, type Plan } from '#lib/domain/plan';
import { REGIONS } from '#lib/domain/region';

/** The home page's content in one language. */
export async function readHome(deps: CatalogueDeps, locale: Locale): Promise<HomePage> {
  const places = await readPlaces(deps, locale);
  const popular = POPULAR_COUNTRIES.flatMap((code) => findBySlug(places, toSlug({ kind: 'country', code })));
  const regions = REGIONS.flatMap((region) => findBySlug(places, toSlug({ kind: 'region', region })));
  return {
    placeCount: places.filter((place) => place.kind === 'country').length,
    popular,
    regions,
    example: await findExample(deps, [...popular, ...places]),
  };
}

function findBySlug(places: readonly PlaceSummary[], slug: string): PlaceSummary[] {
  return places.filter((place) => place.slug === slug);
}

/** The first country that has plans of its own shows one of them. */
async function findExample(
  deps: CatalogueDeps,
  candidates: readonly PlaceSummary[],
): Promise<HomePage['example']> {
  for (const place of candidates) {
    if (place.kind !== 'country') continue;
    const plan = pickExample(await deps.plans.listOfPlace(place.code));
    if (plan) return { plan, place };
  }
  return undefined;
}

/** A holiday's worth of data: the cheapest that reaches it, else the cheapest of all. */
function pickExample(cheapestFirst: readonly Plan[]): Plan | undefined {
  const roomy = cheapestFirst.find(
    ({ data, validityDays }) => data.kind === 'limited' && data.bytes >= 5 * GIGABYTE && validityDays >= 14,
  );
  return roomy ?? cheapestFirst[0];
}
