import type { Offer } from '#lib/domain/plan';
import type { LeftOut } from './bench.ts';
import type { Observed } from './relay.ts';

export const count = (value: number, noun: string) =>
  `${value.toLocaleString('en')} ${noun}${value === 1 ? '' : 's'}`;

/** What a catalogue holds, in the words that tell a wrong reading at a glance. */
export function describeOffers(offers: readonly Offer[]): string[] {
  const countries = new Set(offers.flatMap(({ place }) => (place.kind === 'country' ? [place.code] : [])));
  const regions = new Set(offers.flatMap(({ place }) => (place.kind === 'region' ? [place.region] : [])));
  const unlimited = offers.filter(({ data }) => data.kind !== 'limited').length;
  const costs = offers.flatMap((offer) => offer.costs);
  const currencies = new Set(costs.map(({ currency, exponent }) => `${currency} ${exponent}`));
  return [
    `${count(offers.length, 'plan')} to sell`,
    `countries: ${countries.size}, regions: ${regions.size}`,
    `${unlimited.toLocaleString('en')} without a volume`,
    `currencies and their decimals: ${[...currencies].sort().join(', ') || 'none'}`,
  ];
}

/** Whether ICCIDs come as text or as bare numbers, read off the raw text: parsing would hide it. */
export function describeIccids(observed: readonly Observed[]): string {
  const marks = observed.flatMap(({ text }) => [...text.matchAll(/"iccid"\s*:\s*("?)\d/g)]);
  const asText = marks.filter(([, quote]) => quote === '"').length;
  if (marks.length === 0) return 'no ICCID seen';
  return `ICCIDs: ${asText} as text, ${marks.length - asText} as bare numbers`;
}

/** Documented, and no gap of ours: offers that are not sold, or that a purchase has no field for. */
const EXPECTED_REASONS = new Set(['not_enabled', 'price_not_fixed']);

/** What the adapter left out of all pages together, by reason. */
export function describeLeftOut(leftOut: readonly LeftOut[]): { facts: string[]; differences: string[] } {
  const totals = new Map<string, { isExpected: boolean; words: string; total: number }>();
  for (const { what, reason, count: some } of leftOut) {
    const words = `${what} left out: ${reason}`;
    const total = (totals.get(words)?.total ?? 0) + some;
    totals.set(words, { isExpected: EXPECTED_REASONS.has(reason), words, total });
  }
  const lines = (expected: boolean) =>
    [...totals.values()]
      .filter(({ isExpected }) => isExpected === expected)
      .map(({ words, total }) => `${words} (${total.toLocaleString('en')})`);
  return { facts: lines(true), differences: lines(false) };
}
