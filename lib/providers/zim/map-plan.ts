import type { WholesaleAmount } from '#lib/domain/money';
import {
  type Allowance,
  type Coverage,
  type DataAllowance,
  GIGABYTE,
  MEGABYTE,
  type Offer,
  type PlanPlace,
  SPEEDS,
  type Speed,
} from '#lib/domain/plan';
import { type Known, known, unknown } from '#lib/domain/result';
import { fromPartnerCountry } from '#lib/providers/country-code';
import type { Mapped } from '#lib/providers/map-each';
import { fromPartnerRegion } from '#lib/providers/region-name';
import { type ZimPlanWire, zimPlanWire, zimPriceWire } from '#lib/providers/zim/wire';

const LONGEST_DAYS = 3650;

/** A ZIM plan in our words. What cannot be sold truthfully is skipped under a named reason. */
export function toOffer(item: unknown): Mapped<Offer> {
  const parsed = zimPlanWire.safeParse(item);
  if (!parsed.success) return { ok: false, skipped: 'unreadable' };
  const plan = parsed.data;
  const place = toPlace(plan);
  if (!place.ok) return place;
  const data = toData(plan);
  if (!data) return { ok: false, skipped: 'no_data_volume' };
  const validityDays = toDays(plan);
  if (validityDays === undefined) return { ok: false, skipped: 'validity_not_in_days' };
  const costs = toCosts(plan);
  if (costs.length === 0) return { ok: false, skipped: 'no_price' };
  const speeds = toSpeeds(plan);
  return {
    ok: true,
    value: {
      provider: 'zim',
      offerId: plan.id,
      place: place.value,
      coverage: toCoverage(place.value, speeds),
      data,
      validityDays,
      speeds,
      hotspot: hasFeature(plan, 'HOTSPOT') ? known(true) : unknown,
      // Not a gap in ZIM's data but a fact about this shop: no plan can be added to an eSIM here.
      topUp: known(false),
      voiceMinutes: toAllowance(plan.callValue, minutesPerUnit(plan.callUnit)),
      sms: toAllowance(plan.smsValue, 1),
      start: 'not_stated',
      notes: '',
      costs,
    },
  };
}

/** A plan that names a destination is sold for that destination, even when it also names the area around it. */
function toPlace({ destination, region }: ZimPlanWire): Mapped<PlanPlace> {
  if (destination?.isoAlpha3) {
    const code = fromPartnerCountry(destination.isoAlpha3);
    return code ? { ok: true, value: { kind: 'country', code } } : { ok: false, skipped: 'unknown_country' };
  }
  const label = region?.name?.trim() || region?.abbreviation?.trim();
  if (!region || !label) return { ok: false, skipped: 'no_place' };
  const key = fromPartnerRegion(region.name ?? '', region.abbreviation ?? '');
  return key
    ? { ok: true, value: { kind: 'region', region: key, label: label.slice(0, 80) } }
    : { ok: false, skipped: `unknown_region ${label.slice(0, 40)}` };
}

function toCoverage(place: PlanPlace, speeds: Known<readonly Speed[]>): Coverage {
  return place.kind === 'country'
    ? { kind: 'listed', countries: [{ code: place.code, speeds }] }
    : { kind: 'not_supplied', named: [] };
}

function toData({ dataValue, dataUnit }: ZimPlanWire): DataAllowance | undefined {
  if (dataValue === -1) return { kind: 'undisclosed' };
  const unitBytes = { MB: MEGABYTE, GB: GIGABYTE }[dataUnit.trim().toUpperCase()];
  if (unitBytes === undefined || dataValue <= 0) return undefined;
  const bytes = Math.round(dataValue * unitBytes);
  return Number.isSafeInteger(bytes) && bytes > 0 ? { kind: 'limited', bytes } : undefined;
}

/** A month has no fixed number of days, so only units that do are read. */
function toDays({ durationValue, durationUnit }: ZimPlanWire): number | undefined {
  const unitDays = { DAY: 1, DAYS: 1, WEEK: 7, WEEKS: 7 }[durationUnit.trim().toUpperCase()];
  if (unitDays === undefined || !Number.isInteger(durationValue)) return undefined;
  const days = durationValue * unitDays;
  return days >= 1 && days <= LONGEST_DAYS ? days : undefined;
}

function toCosts({ prices }: ZimPlanWire): readonly WholesaleAmount[] {
  const costs = new Map<string, WholesaleAmount>();
  for (const item of prices) {
    const parsed = zimPriceWire.safeParse(item);
    if (!parsed.success) continue;
    const { currencyISO: currency, value: minor, minorExponentUnits: exponent } = parsed.data;
    if (!costs.has(currency)) costs.set(currency, { minor, currency, exponent });
  }
  return [...costs.values()];
}

function hasFeature(plan: ZimPlanWire, name: string): boolean {
  return plan.features?.some((feature) => feature?.name.trim().toUpperCase() === name) ?? false;
}

function toSpeeds(plan: ZimPlanWire): Known<readonly Speed[]> {
  const speeds = SPEEDS.filter((speed) => hasFeature(plan, speed));
  return speeds.length > 0 ? known(speeds) : unknown;
}

function minutesPerUnit(unit: string | null | undefined): number | undefined {
  if (unit === 'MINUTES') return 1;
  return unit === 'HOURS' ? 60 : undefined;
}

function toAllowance(value: number | null | undefined, factor: number | undefined): Known<Allowance> {
  if (value === -1) return known({ kind: 'unlimited' });
  if (value === 0) return known({ kind: 'none' });
  if (value === null || value === undefined || value < 0 || factor === undefined) return unknown;
  const amount = Math.floor(value * factor);
  return Number.isSafeInteger(amount) && amount > 0 ? known({ kind: 'limited', amount }) : unknown;
}
