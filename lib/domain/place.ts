import type { CountryCode } from '#lib/domain/country';
import type { PriceList } from '#lib/domain/money';
import type { ListedPlan, Plan } from '#lib/domain/plan';
import type { RegionKey } from '#lib/domain/region';

/** A place one can search for and land on: `/en/esim/japan`, `/en/esim/europe`. Names are in the page's language. */
export type PlaceSummary = {
  slug: string;
  name: string;
  planCount: number;
  /** The cheapest plan on sale for this place, per currency. */
  from: PriceList;
} & PlaceKind;

export type PlaceKind =
  | { kind: 'country'; code: CountryCode }
  | {
      kind: 'region';
      region: RegionKey /** Most countries any listed plan covers; absent when none is listed. */;
      countryCount?: number;
    };

/** All that a place's page shows, cheapest first in each group (euro price). */
export type PlacePage = {
  place: PlaceSummary;
  /** Plans sold for this very place. */
  plans: readonly ListedPlan[];
  /** Plans of wider areas whose listed countries contain this country; empty for a region's own page. */
  regional: readonly ListedPlan[];
  global: readonly ListedPlan[];
};

export type PlanPage = {
  plan: Plan;
  place: PlaceSummary | undefined;
  /** The covered countries with names, sorted by name; empty when the partner lists none. */
  coverage: readonly { code: CountryCode; name: string; slug?: string; speeds?: readonly string[] }[];
};

export type HomePage = {
  placeCount: number;
  popular: readonly PlaceSummary[];
  regions: readonly PlaceSummary[];
  /** A real plan to show before a word is read; absent while the catalogue is empty. */
  example: { plan: Plan; place: PlaceSummary } | undefined;
};

/** One row of the search index that the browser searches in: [slug, name, kind or alpha-2, euro cents from, folded terms]. */
export type SearchRow = readonly [slug: string, name: string, code: string, from: PriceList, terms: string];
