import { fromPlaceKey, type Place, placeName, toSlug } from '#lib/catalogue/place';
import type { Locale } from '#lib/config/shop';
import type { PlaceTotals, PlanStore } from '#lib/db/plan-store';
import type { PlaceSummary } from '#lib/domain/place';

/** What readers of the catalogue need: plans only, never a wholesaler. */
export type CatalogueDeps = {
  plans: Pick<
    PlanStore,
    'read' | 'listOfPlace' | 'listCovering' | 'listPlaceTotals' | 'readRevision' | 'search'
  >;
};

/** Every country and area with something to show, by name in the order of the language. */
export async function readPlaces({ plans }: CatalogueDeps, locale: Locale): Promise<PlaceSummary[]> {
  const totals = await plans.listPlaceTotals();
  const byName = new Intl.Collator(locale);
  return totals
    .flatMap((row) => {
      const place = fromPlaceKey(row.kind, row.key);
      return place ? [toPlaceSummary(place, { totals: row, locale })] : [];
    })
    .sort((a, b) => byName.compare(a.name, b.name));
}

/** Slugs of all places with plans, for the pages that are built ahead. */
export async function readPlaceSlugs({ plans }: CatalogueDeps): Promise<string[]> {
  const totals = await plans.listPlaceTotals();
  return totals
    .flatMap((row) => fromPlaceKey(row.kind, row.key) ?? [])
    .map(toSlug)
    .sort();
}

type Totals = Pick<PlaceTotals, 'planCount' | 'from' | 'countryCount'>;

export function toPlaceSummary(
  place: Place,
  { totals, locale }: { totals: Totals; locale: Locale },
): PlaceSummary {
  const { planCount, from, countryCount } = totals;
  const base = { slug: toSlug(place), name: placeName(place, locale), planCount, from };
  if (place.kind === 'country') return { ...base, ...place };
  return { ...base, ...place, ...(countryCount !== null && { countryCount }) };
}
