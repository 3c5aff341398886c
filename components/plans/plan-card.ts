import { type PriceList, toMajor } from '#lib/domain/money';
import {
  coveredCountries,
  type DataAllowance,
  GIGABYTE,
  type ListedPlan,
  type Plan,
  type Speed,
} from '#lib/domain/plan';
import type { Known } from '#lib/domain/result';

/** What a pass in a list needs of a plan, as sent to the browser. An absent attribute was not stated. */
export type PlanCard = {
  id: string;
  data: DataAllowance;
  days: number;
  prices: PriceList;
  /** The best generation stated. */
  speed?: Speed;
  hotspot?: boolean;
  topUp?: boolean;
  calls?: boolean;
  startsAtConnection: boolean;
  /** For plans of several countries: the area, and how many countries the partner lists for it. */
  area?: { label: string; countries?: number };
  /** The same thing at no better price, shown in its stead where the filters fit only that. */
  equals?: readonly PlanCard[];
};

export function toPlanCard(plan: Plan): PlanCard {
  const speed = plan.speeds.known ? plan.speeds.value.toSorted().at(-1) : undefined;
  return {
    id: plan.id,
    data: plan.data,
    days: plan.validityDays,
    prices: plan.prices,
    startsAtConnection: plan.start === 'first_connection',
    ...(speed && { speed }),
    ...stated('hotspot', plan.hotspot),
    ...stated('topUp', plan.topUp),
    ...(includesCalls(plan) && { calls: true }),
    ...(plan.place.kind === 'region' && { area: areaOf(plan, plan.place.label) }),
  };
}

/** With its equals, for a list that filters. */
export function toListedCard({ equals, ...plan }: ListedPlan): PlanCard {
  return { ...toPlanCard(plan), ...(equals.length > 0 && { equals: equals.map(toPlanCard) }) };
}

function stated<K extends string>(key: K, value: Known<boolean>): Partial<Record<K, boolean>> {
  const entry: Partial<Record<K, boolean>> = {};
  if (value.known) entry[key] = value.value;
  return entry;
}

function includesCalls({ voiceMinutes }: Plan): boolean {
  return voiceMinutes.known && voiceMinutes.value.kind !== 'none';
}

function areaOf(plan: Plan, label: string): NonNullable<PlanCard['area']> {
  return plan.coverage.kind === 'listed'
    ? { label, countries: coveredCountries(plan.coverage).length }
    : { label };
}

/** Full-speed gigabytes of the whole plan; `undefined` where the limit is not disclosed. */
export function totalGigabytes(card: Pick<PlanCard, 'data' | 'days'>): number | undefined {
  if (card.data.kind === 'undisclosed') return undefined;
  if (card.data.kind === 'daily') return (card.data.bytesPerDay * card.days) / GIGABYTE;
  return card.data.bytes / GIGABYTE;
}

export type PlanSort = 'total' | 'gb';

/** Cheapest first by the euro price, or by euros per gigabyte. Undisclosed limits come last: they cannot be compared. */
export function sortCards(cards: readonly PlanCard[], sort: PlanSort): PlanCard[] {
  const rank = (card: PlanCard) => {
    const minor = card.prices.EUR;
    const price = minor === undefined ? Number.POSITIVE_INFINITY : toMajor({ minor, currency: 'EUR' });
    return sort === 'total' ? price : price / (totalGigabytes(card) ?? Number.NaN);
  };
  const last = (card: PlanCard) => Number(card.data.kind === 'undisclosed');
  return cards.toSorted((a, b) => last(a) - last(b) || compare(rank(a), rank(b)) || a.days - b.days);
}

function compare(a: number, b: number): number {
  if (a === b || Number.isNaN(a) || Number.isNaN(b)) return 0;
  return a < b ? -1 : 1;
}
