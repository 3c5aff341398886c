import type { CountryCode } from '#lib/domain/country';
import type { WholesaleAmount } from '#lib/domain/money';
import {
  type Allowance,
  type Coverage,
  type CoveredCountry,
  type DataAllowance,
  GIGABYTE,
  type Offer,
  type PlanPlace,
  SPEEDS,
  type Speed,
} from '#lib/domain/plan';
import { type Known, known, unknown } from '#lib/domain/result';
import { fromPartnerCountry } from '#lib/providers/country-code';
import type { Mapped } from '#lib/providers/map-each';
import { fromPartnerRegion, toWidestRegion } from '#lib/providers/region-name';
import { toPlainText } from '#lib/providers/zendit/plain-text';
import { toExponent, type ZenditOfferWire, zenditOfferWire } from '#lib/providers/zendit/wire';

const LONGEST_DAYS = 3650;

/** A Zendit offer in our words. What cannot be sold truthfully is skipped under a named reason. */
export function toOffer(item: unknown): Mapped<Offer> {
  const parsed = zenditOfferWire.safeParse(item);
  if (!parsed.success) return { ok: false, skipped: 'unreadable' };
  const offer = parsed.data;
  if (offer.enabled !== true) return { ok: false, skipped: 'not_enabled' };
  // A purchase has no field for the value that a RANGE price asks for.
  if (offer.priceType !== 'FIXED') return { ok: false, skipped: 'price_not_fixed' };
  const place = toPlace(offer);
  if (!place.ok) return place;
  const data = toData(offer);
  if (!data) return { ok: false, skipped: 'no_data_volume' };
  const { durationDays: validityDays } = offer;
  if (validityDays < 1 || validityDays > LONGEST_DAYS) return { ok: false, skipped: 'no_validity' };
  const cost = toCost(offer);
  if (!cost) return { ok: false, skipped: 'no_price' };
  return {
    ok: true,
    value: {
      provider: 'zendit',
      offerId: offer.offerId,
      place: place.value,
      coverage: toCoverage(offer, place.value),
      data,
      validityDays,
      speeds: toSpeeds(offer.dataSpeeds),
      hotspot: unknown,
      topUp: unknown,
      voiceMinutes: toAllowance(offer.voiceMinutes, offer.voiceUnlimited),
      sms: toAllowance(offer.smsNumber, offer.smsUnlimited),
      start: 'first_connection',
      notes: toPlainText(offer.notes?.trim() || offer.shortNotes || ''),
      costs: [cost],
    },
  };
}

function toPlace({ country, regions }: ZenditOfferWire): Mapped<PlanPlace> {
  if (country?.trim()) {
    const code = fromPartnerCountry(country);
    return code ? { ok: true, value: { kind: 'country', code } } : { ok: false, skipped: 'unknown_country' };
  }
  const names = (regions ?? []).map((name) => name.trim()).filter((name) => name !== '');
  if (names.length === 0) return { ok: false, skipped: 'no_place' };
  const region = toWidestRegion(names.flatMap((name) => fromPartnerRegion(name) ?? []));
  const label = names.join(', ').slice(0, 80);
  return region
    ? { ok: true, value: { kind: 'region', region, label } }
    : { ok: false, skipped: `unknown_region ${label.slice(0, 40)}` };
}

/** The destination and every roaming country; an area without a list, or a list that is absent, stays open. */
function toCoverage({ roaming, dataSpeeds }: ZenditOfferWire, place: PlanPlace): Coverage {
  const home = place.kind === 'country' ? place.code : undefined;
  const countries = new Map<CountryCode, CoveredCountry>();
  if (home) countries.set(home, { code: home, speeds: toSpeeds(dataSpeeds) });
  for (const entry of roaming ?? []) {
    const code = entry ? fromPartnerCountry(entry.country) : undefined;
    if (code && code !== home) countries.set(code, { code, speeds: toSpeeds(entry?.dataSpeeds) });
  }
  const isListed = roaming !== undefined && roaming !== null && countries.size > 0;
  if (!isListed) return { kind: 'not_supplied', named: home ? [home] : [] };
  return { kind: 'listed', countries: [...countries.values()] };
}

/** "Fast" is documented as 1 GB at full speed in 24 hours, then 512 kbit/s; no other subtype's limit is. */
const FAST: DataAllowance = { kind: 'daily', bytesPerDay: GIGABYTE, thenKbps: 512 };
const SPEED_CLASSES = ['fast', 'faster', 'fastest'];

function toData({ dataUnlimited, dataGB, subTypes }: ZenditOfferWire): DataAllowance | undefined {
  if (dataUnlimited === true) {
    const classes = (subTypes ?? []).map((name) => name.trim().toLowerCase());
    const speedClasses = classes.filter((name) => SPEED_CLASSES.includes(name));
    return speedClasses.length === 1 && speedClasses[0] === 'fast' ? FAST : { kind: 'undisclosed' };
  }
  // 0 stands for "unlimited", but only the flag may say so.
  const bytes = Math.round((dataGB ?? 0) * GIGABYTE);
  return Number.isSafeInteger(bytes) && bytes > 0 ? { kind: 'limited', bytes } : undefined;
}

function toCost({ cost }: ZenditOfferWire): WholesaleAmount | undefined {
  const exponent = toExponent(cost?.currencyDivisor);
  const minor = cost?.fixed;
  if (!cost || exponent === undefined || minor === null || minor === undefined) return undefined;
  return Number.isSafeInteger(minor) && minor > 0 ? { minor, currency: cost.currency, exponent } : undefined;
}

function toSpeeds(stated: readonly string[] | undefined): Known<readonly Speed[]> {
  const speeds = SPEEDS.filter((speed) => stated?.includes(speed));
  return speeds.length > 0 ? known(speeds) : unknown;
}

type Stated<T> = T | null | undefined;

/** 0 means "unlimited" or "none": without the flag it means nothing. */
function toAllowance(amount: Stated<number>, unlimited: Stated<boolean>): Known<Allowance> {
  if (unlimited === true) return known({ kind: 'unlimited' });
  if (typeof amount === 'number' && Number.isSafeInteger(amount) && amount > 0)
    return known({ kind: 'limited', amount });
  return amount === 0 && unlimited === false ? known({ kind: 'none' }) : unknown;
}
