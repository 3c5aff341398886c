import type { PlanRecord } from '#lib/db/plan-row';
import { coveredCountries, type Offer, type Plan, type ProviderId } from '#lib/domain/plan';
import type { Known } from '#lib/domain/result';

/**
 * Of plans that are the same thing, the cheapest is shown and the others remember it. A plan gives way to the best of
 * its own wholesaler and only that one to the other wholesaler's, so that exactly one is left when a wholesaler is out.
 */
export function markSubstitutes(records: readonly PlanRecord[]): PlanRecord[] {
  const groups = Map.groupBy(records, ({ plan }) => toSameness(plan));
  return [...groups.values()].flatMap(markGroup);
}

/** `shownAs`: what a traveller sees in its place; itself when nothing stands for it. */
type Ranked = { record: PlanRecord; target: Plan | undefined; shownAs: Plan };

/**
 * That two plans do not contradict each other is no equivalence (what one leaves open, two others may answer
 * differently), so the order decides: the cheapest comes first, of two at one price the one that states more.
 */
function markGroup(group: readonly PlanRecord[]): PlanRecord[] {
  const ranked: Ranked[] = [];
  for (const record of group.toSorted(byRank)) ranked.push(rank(record, ranked));
  return ranked.map(({ record: { plan, sortPrice }, target }) => ({
    plan,
    sortPrice,
    ...(target && { substituteOf: target.id }),
  }));
}

function rank(record: PlanRecord, before: readonly Ranked[]): Ranked {
  const { plan } = record;
  const fitting = before.filter((other) => agree(plan, other.record.plan) && agree(plan, other.shownAs));
  const best = fitting.find((other) => isBestOf(plan.provider, other)) ?? fitting.find(isShown);
  return { record, target: best?.record.plan, shownAs: best?.shownAs ?? plan };
}

/** What is left of a wholesaler's plans when the other one is out. */
function isBestOf(provider: ProviderId, { record, target }: Ranked): boolean {
  return record.plan.provider === provider && target?.provider !== provider;
}

const isShown = ({ target }: Ranked) => target === undefined;

function byRank(a: PlanRecord, b: PlanRecord): number {
  if (a.sortPrice !== b.sortPrice) return a.sortPrice - b.sortPrice;
  const more = countStated(b.plan) - countStated(a.plan);
  return more !== 0 ? more : a.plan.id < b.plan.id ? -1 : 1;
}

/** Equal for plans of the same place, certain countries, data with its fair-use rule, and days. */
function toSameness({ provider, place, coverage, data, validityDays }: Offer): string {
  return JSON.stringify([
    place.kind === 'country' ? place.code : place.region,
    // An area without a country list is only comparable under the very same name.
    coverage.kind === 'not_supplied' && place.kind === 'region' ? [provider, place.label] : '',
    [...coveredCountries(coverage)].sort(),
    data,
    // Two wholesalers that do not state their limit have not stated the same one.
    data.kind === 'undisclosed' ? provider : '',
    validityDays,
  ]);
}

/** Whether no attribute that both state differs; one that is not stated contradicts nothing. */
function agree(a: Offer, b: Offer): boolean {
  const others = toStatements(b);
  return toStatements(a).every((own, index) => own === undefined || (others[index] ?? own) === own);
}

function countStated(plan: Offer): number {
  return toStatements(plan).filter((text) => text !== undefined).length;
}

/** What a plan's card says beside place, data and days, as comparable texts; `undefined` = not stated. */
function toStatements({ hotspot, topUp, voiceMinutes, sms, speeds, start }: Offer): (string | undefined)[] {
  const generations: Known<unknown> = speeds.known ? { known: true, value: speeds.value.toSorted() } : speeds;
  const attributes: readonly Known<unknown>[] = [hotspot, topUp, voiceMinutes, sms, generations];
  return [
    ...attributes.map((attribute) => (attribute.known ? JSON.stringify(attribute.value) : undefined)),
    start === 'not_stated' ? undefined : start,
  ];
}
