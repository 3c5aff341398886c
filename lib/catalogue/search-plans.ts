import { placeName, toPlaceKey, toSlug } from '#lib/catalogue/place';
import type { PlanQuery } from '#lib/catalogue/plan-query';
import type { CatalogueDeps } from '#lib/catalogue/read-places';
import { toCursor } from '#lib/catalogue/search-cursor';
import type { Locale } from '#lib/config/shop';
import type { Currency, Money } from '#lib/domain/money';
import type { FoundPlan } from '#lib/domain/plan-search';

export type SearchAnswer = {
  plans: readonly SearchHit[];
  /** Asks for what follows, with the same other parameters; absent on the last page. */
  cursor?: string;
};

/** What a stranger may know of a plan; written out by hand, so that nothing is added by accident. */
export type SearchHit = Pick<
  FoundPlan,
  'id' | 'data' | 'validityDays' | 'speeds' | 'hotspot' | 'topUp' | 'start' | 'countryCount'
> & {
  place: { kind: 'country' | 'region'; key: string; slug: string; name: string; label?: string };
  price: Money;
};

/** Plans of our own catalogue that fit, one page at a time; no wholesaler is asked. */
export async function searchPlans({ plans }: CatalogueDeps, query: PlanQuery): Promise<SearchAnswer> {
  const { search, locale } = query;
  const found = await plans.search(search);
  const hits = found.plans.map((plan) => toHit(plan, { locale, currency: search.currency }));
  return { plans: hits, ...(found.next && { cursor: toCursor(found.next, search) }) };
}

function toHit(plan: FoundPlan, { locale, currency }: { locale: Locale; currency: Currency }): SearchHit {
  const { id, place, data, validityDays, speeds, hotspot, topUp, start, countryCount, priceMinor } = plan;
  return {
    id,
    place: {
      kind: place.kind,
      key: toPlaceKey(place),
      slug: toSlug(place),
      name: placeName(place, locale),
      ...(place.kind === 'region' && { label: place.label }),
    },
    data,
    validityDays,
    price: { minor: priceMinor, currency },
    speeds,
    hotspot,
    topUp,
    start,
    countryCount,
  };
}
