import type { PlanRecord } from '#lib/db/plan-row';
import { coveredCountries, type Offer } from '#lib/domain/plan';

/**
 * Of plans that are the same thing, the cheapest is shown and the others remember it. A plan gives way to the best of
 * its own wholesaler and only that one to the other wholesaler's, so that exactly one is left when a wholesaler is out.
 */
export function markSubstitutes(records: readonly PlanRecord[]): PlanRecord[] {
  const groups = Map.groupBy(records, ({ plan }) => toSameness(plan));
  return [...groups.values()].flatMap(markGroup);
}

function markGroup(group: readonly PlanRecord[]): PlanRecord[] {
  const ranked = group.toSorted((a, b) => a.sortPrice - b.sortPrice || (a.plan.id < b.plan.id ? -1 : 1));
  return ranked.map((record) => {
    const best = ranked.find(({ plan }) => plan.provider === record.plan.provider) ?? record;
    const target = best === record ? ranked[0] : best;
    const { plan, sortPrice } = record;
    if (!target || target === record) return { plan, sortPrice };
    return { plan, sortPrice, substituteOf: target.plan.id };
  });
}

/**
 * Equal for plans between which only the price differs. Everything on the plan's card counts: a plan whose start or
 * hotspot rule is not stated is not the same as one where it is.
 */
function toSameness(plan: Offer): string {
  const { place, coverage } = plan;
  return JSON.stringify([
    place.kind === 'country' ? place.code : place.region,
    // An area without a country list is only comparable under the very same name.
    coverage.kind === 'not_supplied' && place.kind === 'region' ? [plan.provider, place.label] : '',
    [...coveredCountries(coverage)].sort(),
    plan.data,
    plan.validityDays,
    plan.start,
    plan.hotspot,
    plan.topUp,
    plan.voiceMinutes,
    plan.sms,
    plan.speeds,
  ]);
}
