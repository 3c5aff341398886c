import type { CountryCode } from '#lib/domain/country';
import type { Currency } from '#lib/domain/money';
import type { DataAllowance, Plan, PlanId } from '#lib/domain/plan';
import type { RegionKey } from '#lib/domain/region';
import type { Known } from '#lib/domain/result';

export const PLAN_SORTS = ['price', 'price_per_gb'] as const;
export const PLAN_FEATURES = ['hotspot', 'top_up', '5g'] as const;
export const ALLOWANCE_KINDS = ['limited', 'daily', 'undisclosed'] as const satisfies DataAllowance['kind'][];
export const MOST_PLANS_A_PAGE = 50;

/** What a plan must be to be found: all of it. An attribute that is not stated fulfils no wish. */
export type PlanSearch = {
  /** Sold under this very place. */
  placeKey?: CountryCode | RegionKey | undefined;
  /** Certain to work in this country, whatever it is sold under. */
  covers?: CountryCode | undefined;
  /** At full speed over the whole validity; an undisclosed allowance never has enough. */
  minBytes?: number | undefined;
  minDays?: number | undefined;
  features: readonly (typeof PLAN_FEATURES)[number][];
  allowances: readonly DataAllowance['kind'][];
  /** Only plans that have a price in it are found. */
  currency: Currency;
  /** In the currency's smallest units. */
  maxPriceMinor?: number | undefined;
  /** By `price_per_gb`, undisclosed allowances come last. */
  sort: (typeof PLAN_SORTS)[number];
  limit: number;
  after?: SearchPosition | undefined;
};

/** Where a page ended: the value it was sorted by, as the database writes it, and the plan. */
export type SearchPosition = { key: string; id: PlanId };

export type FoundPlan = Pick<
  Plan,
  'id' | 'place' | 'data' | 'validityDays' | 'speeds' | 'hotspot' | 'topUp' | 'start'
> & {
  priceMinor: number;
  /** Unknown where the partner lists no countries. */
  countryCount: Known<number>;
};

export type FoundPlans = {
  plans: readonly FoundPlan[];
  /** Where the next page starts; absent on the last one. */
  next?: SearchPosition;
};
