import { findPlace, toPlaceKey } from '#lib/catalogue/place';
import { type CatalogueDeps, toPlaceSummary } from '#lib/catalogue/read-places';
import type { Locale } from '#lib/config/shop';
import { CURRENCIES, type PriceList } from '#lib/domain/money';
import type { PlacePage } from '#lib/domain/place';
import type { Plan } from '#lib/domain/plan';

/**
 * All a place's page shows: its own plans, and for a country the plans of wider areas that certainly work there.
 * `undefined` when the slug is no place at all; a place without plans is a page that says so.
 */
export async function readPlacePage(
  deps: CatalogueDeps,
  slug: string,
  locale: Locale,
): Promise<PlacePage | undefined> {
  const place = findPlace(slug);
  if (!place) return undefined;
  const [plans, wider] = await Promise.all([
    deps.plans.listOfPlace(toPlaceKey(place)),
    place.kind === 'country' ? deps.plans.listCovering(place.code) : [],
  ]);
  const shown = [...plans, ...wider];
  const totals = { planCount: shown.length, from: lowest(shown), countryCount: mostCountries(plans) };
  return {
    place: toPlaceSummary(place, { totals, locale }),
    plans,
    regional: wider.filter((plan) => !isGlobal(plan)),
    global: wider.filter(isGlobal),
  };
}

function lowest(plans: readonly Plan[]): PriceList {
  const entries = CURRENCIES.flatMap((currency) => {
    const prices = plans.flatMap((plan) => plan.prices[currency] ?? []);
    return prices.length > 0 ? [[currency, Math.min(...prices)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function mostCountries(plans: readonly Plan[]): number | null {
  const counts = plans.flatMap(({ coverage }) =>
    coverage.kind === 'listed' ? [coverage.countries.length] : [],
  );
  return counts.length > 0 ? Math.max(...counts) : null;
}

function isGlobal({ place }: Plan): boolean {
  return place.kind === 'region' && place.region === 'global';
}
