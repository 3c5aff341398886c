import { toCurrency } from './currencies.ts';
import {
  type Rung,
  toDataCostCents,
  toUnlimitedCostCents,
  unlimitedDays,
  unlimitedSubTypes,
  zenditRungs,
} from './ladder.ts';
import { toStandardNotes, toUnlimitedNotes } from './notes.ts';
import { createRandom, type Random } from './random.ts';
import type { ZenditCost, ZenditOffer, ZenditPrice } from './zendit-offer.ts';
import { listCountryPlaces, listRegionPlaces, listUnlistedPlaces, type ZenditPlace } from './zendit-place.ts';

const brands = [
  { brand: 'MERIDIAN', brandName: 'Meridian Mobile' },
  { brand: 'HARBOURTEL', brandName: 'Harbour Tel' },
  { brand: 'NORTHWIND', brandName: 'Northwind Data' },
] as const;

const createdAt = '2025-02-03T09:00:00Z';
const updatedAt = '2025-10-06T04:30:00Z';

type Draft = {
  offerId: string;
  dataGB: number;
  days: number;
  subType: string;
  costCents: number;
  roaming: ZenditPlace['roaming'];
};

function toCost(random: Random, euroCents: number): ZenditCost {
  const cents = toCurrency(euroCents, 'USD').value;
  // Not every amount counts in hundredths: the divisor belongs to the amount.
  const mills = random.chance(0.003);
  const fixed = mills ? cents * 10 + Math.floor(random.next() * 10) : cents;
  return {
    currency: 'USD',
    currencyDivisor: mills ? 1000 : 100,
    discount: 0,
    fee: 0,
    feePct: 0,
    fixed,
    fx: 1,
  };
}

/** What a partner without the pricing module gets as its retail price. */
const unpriced = { fee: 0, fixed: 0, fx: 0, margin: 0, suggestedFixed: 0, suggestedFx: 0 };

function toRange(cost: ZenditCost): { cost: ZenditCost; price: ZenditPrice } {
  const { fixed = 0, ...rest } = cost;
  const bounds = { min: fixed, max: fixed * 5 };
  const { currency, currencyDivisor } = cost;
  return {
    cost: { ...rest, ...bounds },
    price: { currency, currencyDivisor, fee: 0, ...bounds, increment: 100 },
  };
}

function toOffer(place: ZenditPlace, draft: Draft): ZenditOffer {
  const random = createRandom(`zendit-offer ${draft.offerId}`);
  const unlimited = draft.subType !== 'Standard';
  const cost = toCost(random, draft.costCents * (0.94 + 0.12 * random.next()));
  const { currency, currencyDivisor } = cost;
  const fixed: Pick<ZenditOffer, 'cost' | 'price'> = {
    cost,
    price: { currency, currencyDivisor, ...unpriced },
  };
  const ranged = random.chance(0.003);
  const voice = !unlimited && random.chance(0.03);
  return {
    offerId: draft.offerId,
    ...random.pick(brands),
    country: place.country,
    regions: place.regions,
    roaming: draft.roaming,
    subTypes: [draft.subType],
    dataGB: draft.dataGB,
    dataUnlimited: unlimited,
    dataSpeeds: place.speeds,
    durationDays: draft.days,
    smsNumber: voice ? 20 : 0,
    smsUnlimited: false,
    voiceMinutes: voice ? 60 : 0,
    voiceUnlimited: voice && random.chance(0.2),
    ...(unlimited ? toUnlimitedNotes(random, draft.subType) : toStandardNotes(random)),
    priceType: ranged ? 'RANGE' : 'FIXED',
    productType: 'ESIM',
    ...(ranged ? toRange(cost) : fixed),
    enabled: !random.chance(0.025),
    createdAt,
    updatedAt,
  };
}

const unlimitedCodes: Readonly<Record<string, string>> = { Fast: 'ULE', Faster: 'ULF', Fastest: 'ULP' };

type Shelf = { place: ZenditPlace; random: Random; tier: number };

const toShelf = (place: ZenditPlace): Shelf => {
  const random = createRandom(`zendit-shelf ${place.code}`);
  return { place, random, tier: place.tier * (0.86 + 0.3 * random.next()) };
};

function toCappedDrafts({ place, random, tier }: Shelf): Draft[] {
  const toDraft = ({ dataGB, days }: Rung, roams: boolean): Draft => ({
    offerId: `ESIM-${place.code}-${days}D-${dataGB}GB${roams ? '' : '-NOROAM'}`,
    dataGB,
    days,
    subType: 'Standard',
    costCents: toDataCostCents({ dataGB, days }, roams && place.country !== '' ? tier * 1.18 : tier),
    roaming: roams ? place.roaming : [],
  });
  const roams = place.roaming.length > 0;
  const rungs = zenditRungs.filter((rung) => rung.dataGB < 50 || place.tier < 3);
  if (place.country === '') return rungs.map((rung) => toDraft(rung, true));
  const roaming = roams ? rungs.filter(() => random.chance(0.7)).map((rung) => toDraft(rung, true)) : [];
  return [...rungs.map((rung) => toDraft(rung, false)), ...roaming];
}

function toUnlimitedDrafts({ place, random, tier }: Shelf): Draft[] {
  const suffix = place.country === '' ? '' : '-NOROAM';
  return unlimitedSubTypes.flatMap(({ name, rate }) =>
    unlimitedDays
      .filter(() => random.chance(place.tier < 3 ? 0.54 : 0.4))
      .map((days) => ({
        offerId: `ESIM-${place.code}-${days}D-${unlimitedCodes[name]}${suffix}`,
        dataGB: 0,
        days,
        subType: name,
        costCents: toUnlimitedCostCents(days, tier, rate),
        roaming: place.country === '' ? place.roaming : [],
      })),
  );
}

/** Zendit's whole catalogue, ordered by offer id. Always the same. */
export function generateZenditOffers(): readonly ZenditOffer[] {
  const places = [...listCountryPlaces(), ...listRegionPlaces()].map(toShelf);
  const offers = places.flatMap((shelf) =>
    [...toCappedDrafts(shelf), ...toUnlimitedDrafts(shelf)].map((draft) => toOffer(shelf.place, draft)),
  );
  const unlisted = listUnlistedPlaces()
    .map(toShelf)
    .flatMap((shelf) =>
      toCappedDrafts(shelf)
        .slice(0, 2)
        .map((draft) => toOffer(shelf.place, draft)),
    );
  return [...offers, ...unlisted].sort((a, b) => (a.offerId < b.offerId ? -1 : 1));
}
