import type { CountryCode } from '#lib/domain/country';
import { coveredCountries, type DataAllowance, type Offer, type Plan } from '#lib/domain/plan';

/** In what a substitute differs; each is named to the traveller before the yes. */
export type Difference =
  | { kind: 'data'; had: DataAllowance; has: DataAllowance }
  | { kind: 'days'; had: number; has: number }
  | { kind: 'countries'; had: number; has: number }
  | { kind: 'start'; had: Offer['start']; has: Offer['start'] }
  | { kind: 'hotspot' | 'topUp'; had: Stated; has: Stated }
  | { kind: 'speeds'; had: readonly string[] | undefined; has: readonly string[] | undefined };

type Stated = 'yes' | 'no' | 'not_stated';

export type Substitute = { plan: Plan; differences: readonly Difference[] };

/**
 * The cheapest plan of another wholesaler that is equal or better in everything that was sold: place, data with its
 * fair use, days, hotspot, top-up, minutes and messages. When its days start and how fast it is may differ, and is
 * named. `undefined` where there is none, or where nobody listed the countries that were sold.
 */
export function chooseSubstitute(sold: Plan, candidates: readonly Plan[]): Substitute | undefined {
  const fitting = candidates.find(
    (candidate) => candidate.provider !== sold.provider && isAsGood(sold, candidate),
  );
  return fitting && { plan: fitting, differences: listDifferences(sold, fitting) };
}

/** The countries a substitute must certainly cover; none = nothing can be promised. */
export function countriesSold({ place, coverage }: Pick<Plan, 'place' | 'coverage'>): readonly CountryCode[] {
  const covered = coverage.kind === 'listed' ? coveredCountries(coverage) : [];
  const own = place.kind === 'country' ? [place.code] : [];
  return [...new Set([...own, ...covered])];
}

function isAsGood(sold: Plan, candidate: Plan): boolean {
  const covered = new Set(countriesSold(candidate));
  const wanted = countriesSold(sold);
  return (
    wanted.length > 0 &&
    wanted.every((code) => covered.has(code)) &&
    candidate.validityDays >= sold.validityDays &&
    isAsMuch(sold.data, candidate.data) &&
    keepsYes(sold.hotspot, candidate.hotspot) &&
    keepsYes(sold.topUp, candidate.topUp) &&
    hasNoExtra(sold.voiceMinutes) &&
    hasNoExtra(sold.sms)
  );
}

function isAsMuch(sold: DataAllowance, has: DataAllowance): boolean {
  if (sold.kind === 'limited') return has.kind === 'limited' && has.bytes >= sold.bytes;
  if (sold.kind === 'daily')
    return has.kind === 'daily' && has.bytesPerDay >= sold.bytesPerDay && has.thenKbps >= sold.thenKbps;
  return false;
}

const keepsYes = (sold: Offer['hotspot'], has: Offer['hotspot']) =>
  !(sold.known && sold.value) || (has.known && has.value);

/** Minutes and messages are sold too seldom to be compared: a plan that has them has no substitute. */
const hasNoExtra = (allowance: Offer['sms']) => !allowance.known || allowance.value.kind === 'none';

function listDifferences(sold: Plan, has: Plan): Difference[] {
  const all: (Difference & { had: unknown; has: unknown })[] = [
    { kind: 'data', had: sold.data, has: has.data },
    { kind: 'days', had: sold.validityDays, has: has.validityDays },
    { kind: 'countries', had: countriesSold(sold).length, has: countriesSold(has).length },
    { kind: 'start', had: sold.start, has: has.start },
    { kind: 'hotspot', had: toStated(sold.hotspot), has: toStated(has.hotspot) },
    { kind: 'topUp', had: toStated(sold.topUp), has: toStated(has.topUp) },
    { kind: 'speeds', had: toSpeeds(sold), has: toSpeeds(has) },
  ];
  return all.filter((difference) => JSON.stringify(difference.had) !== JSON.stringify(difference.has));
}

const toStated = (attribute: Offer['hotspot']): Stated =>
  attribute.known ? (attribute.value ? 'yes' : 'no') : 'not_stated';

const toSpeeds = ({ speeds }: Plan) => (speeds.known ? speeds.value : undefined);
