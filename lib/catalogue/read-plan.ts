import { placeName, toSlug } from '#lib/catalogue/place';
import { type CatalogueDeps, readPlaces } from '#lib/catalogue/read-places';
import type { Locale } from '#lib/config/shop';
import type { CountryCode } from '#lib/domain/country';
import type { PlaceSummary, PlanPage } from '#lib/domain/place';
import { type CoveredCountry, coveredCountries, type Plan, type PlanId } from '#lib/domain/plan';

/** One plan, on sale or not, for whoever holds its id. */
export function readPlan({ plans }: CatalogueDeps, planId: PlanId): Promise<Plan | undefined> {
  return plans.read(planId);
}

/** A plan with its place and its countries by name; `undefined` when there never was such a plan. */
export async function readPlanPage(
  deps: CatalogueDeps,
  planId: PlanId,
  locale: Locale,
): Promise<PlanPage | undefined> {
  const [plan, places] = await Promise.all([deps.plans.read(planId), readPlaces(deps, locale)]);
  if (!plan) return undefined;
  return {
    plan,
    place: places.find((place) => isPlaceOf(place, plan)),
    coverage: toNamedCoverage(plan, { places, locale }),
  };
}

function isPlaceOf(place: PlaceSummary, plan: Plan): boolean {
  if (place.kind === 'country') return plan.place.kind === 'country' && plan.place.code === place.code;
  return plan.place.kind === 'region' && plan.place.region === place.region;
}

type Naming = { places: readonly PlaceSummary[]; locale: Locale };

function toNamedCoverage({ coverage }: Plan, { places, locale }: Naming): PlanPage['coverage'] {
  const slugs = new Set(places.map(({ slug }) => slug));
  const speeds = new Map<CountryCode, CoveredCountry['speeds']>(
    coverage.kind === 'listed' ? coverage.countries.map((country) => [country.code, country.speeds]) : [],
  );
  const byName = new Intl.Collator(locale);
  return coveredCountries(coverage)
    .map((code) => {
      const slug = toSlug({ kind: 'country', code });
      const known = speeds.get(code);
      return {
        code,
        name: placeName({ kind: 'country', code }, locale),
        ...(slugs.has(slug) && { slug }),
        ...(known?.known && { speeds: known.value }),
      };
    })
    .sort((a, b) => byName.compare(a.name, b.name));
}
