import type { CountryCode } from '#lib/domain/country';
import type { PriceList, WholesaleAmount } from '#lib/domain/money';
import type { RegionKey } from '#lib/domain/region';
import type { Known } from '#lib/domain/result';

export const PROVIDERS = ['zim', 'zendit'] as const;
export type ProviderId = (typeof PROVIDERS)[number];

/** Ours, opaque and URL-safe, stable per wholesaler offer: "zim-plan_guaGulG…" is not parsed by anyone. */
export type PlanId = string & { readonly __brand: 'PlanId' };

export function parsePlanId(text: string): PlanId | undefined {
  return /^[A-Za-z0-9_-]{3,80}$/.test(text) ? (text as PlanId) : undefined;
}

export const SPEEDS = ['2G', '3G', '4G', '5G'] as const;
export type Speed = (typeof SPEEDS)[number];

/** One gigabyte as both wholesalers' figures are read here (binary; see docs/providers). */
export const GIGABYTE = 1024 ** 3;
export const MEGABYTE = 1024 ** 2;

/**
 * What one pays for. `daily`: full speed for `bytesPerDay` in each 24 hours, then `thenKbps`.
 * `undisclosed`: sold as unlimited, the limit is not stated by the network partner.
 */
export type DataAllowance =
  | { kind: 'limited'; bytes: number }
  | { kind: 'daily'; bytesPerDay: number; thenKbps: number }
  | { kind: 'undisclosed' };

/** Where it works. `not_supplied`: the partner sells it for an area without listing countries; `named` are certain. */
export type Coverage =
  | { kind: 'listed'; countries: readonly CoveredCountry[] }
  | { kind: 'not_supplied'; named: readonly CountryCode[] };

export type CoveredCountry = { code: CountryCode; speeds: Known<readonly Speed[]> };

/** Under what a plan is sold: one country, an area, or the world. `label` = the partner's own name for the area. */
export type PlanPlace =
  | { kind: 'country'; code: CountryCode }
  | { kind: 'region'; region: RegionKey; label: string };

/** Minutes or messages: none, a number, no limit, or not stated. */
export type Allowance = { kind: 'none' } | { kind: 'limited'; amount: number } | { kind: 'unlimited' };

/** An offer of a wholesaler in our words, before a retail price is set. Every attribute is known or unknown. */
export type Offer = {
  provider: ProviderId;
  offerId: string;
  place: PlanPlace;
  coverage: Coverage;
  data: DataAllowance;
  validityDays: number;
  speeds: Known<readonly Speed[]>;
  hotspot: Known<boolean>;
  topUp: Known<boolean>;
  voiceMinutes: Known<Allowance>;
  sms: Known<Allowance>;
  /** `first_connection` only where the partner documents it. */
  start: 'first_connection' | 'not_stated';
  /** Plain text, never markup; empty when the partner gave none. */
  notes: string;
  /** What the wholesaler charges us, one entry per currency it quotes. */
  costs: readonly WholesaleAmount[];
};

/** An offer with our retail prices (tax included) and its place in the catalogue. */
export type Plan = Offer & {
  id: PlanId;
  prices: PriceList;
  onSale: boolean;
};

/**
 * A plan as lists show it. `equals`: the same thing at no better price, which is shown instead where a wish is met by
 * what only that one states.
 */
export type ListedPlan = Plan & { equals: readonly Plan[] };

/** Countries a plan certainly works in. */
export function coveredCountries(coverage: Coverage): readonly CountryCode[] {
  return coverage.kind === 'listed' ? coverage.countries.map((country) => country.code) : coverage.named;
}
