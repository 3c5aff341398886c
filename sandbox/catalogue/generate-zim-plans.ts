import { type Country, listCountries } from './countries.ts';
import { toCurrency } from './currencies.ts';
import { toDataCostCents, toUnlimitedCostCents, zimRungs } from './ladder.ts';
import { createRandom, type Random } from './random.ts';
import { zimRegions } from './regions.ts';
import type { ZimDestination, ZimFeature, ZimPlan, ZimPrice, ZimRegion } from './zim-plan.ts';

const idAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

type Place = {
  key: string;
  destination: ZimDestination | null;
  region: ZimRegion | null;
  tier: number;
};
type Offer = { dataUnit: 'MB' | 'GB'; dataValue: number; days: number; costCents: number };

function toFeatures(random: Random, tier: number): ZimFeature[] {
  if (random.chance(0.06)) return [];
  const network: ZimFeature[] = [{ name: '4G', category: 'NETWORK' }];
  if (tier < 2.5 && random.chance(0.7)) network.push({ name: '5G', category: 'NETWORK' });
  if (tier >= 2.5 && random.chance(0.5)) network.unshift({ name: '3G', category: 'NETWORK' });
  // A name that the document does not list: enums grow without notice.
  if (random.chance(0.01)) network.push({ name: 'VOLTE', category: 'NETWORK' });
  const hotspot: ZimFeature[] = random.chance(0.85) ? [{ name: 'HOTSPOT', category: 'UTILITY' }] : [];
  const topUp: ZimFeature[] = random.chance(0.6) ? [{ name: 'TOP_UP', category: 'BILLING' }] : [];
  return [...hotspot, ...topUp, ...network];
}

function toPrices(random: Random, costCents: number): ZimPrice[] {
  const currencies = random.pick([
    ['USD', 'EUR', 'GBP'],
    ['USD', 'EUR', 'GBP'],
    ['USD', 'EUR', 'GBP', 'JPY', 'KWD', 'CHF', 'AUD', 'CAD'],
    ['EUR', 'USD', 'JPY'],
    ['USD', 'EUR', 'KWD'],
    ['USD', 'EUR'],
    ['EUR', 'USD', 'GBP', 'CHF'],
    ['USD'],
  ]);
  return currencies.map((currencyISO) => {
    const { value, exponent } = toCurrency(costCents, currencyISO);
    return { currencyISO, value, minorExponentUnits: exponent };
  });
}

/** An hour is told as one hour, for the document has both units. */
const toCalls = (minutes: number): Pick<ZimPlan, 'callUnit' | 'callValue'> =>
  minutes === 60 ? { callUnit: 'HOURS', callValue: 1 } : { callUnit: 'MINUTES', callValue: minutes };

function toPlan(place: Place, offer: Offer): ZimPlan {
  const random = createRandom(`zim-plan ${place.key} ${offer.dataValue}${offer.dataUnit} ${offer.days}`);
  const voice = random.chance(0.05);
  return {
    id: `plan_${random.text(21, idAlphabet)}`,
    destination: place.destination,
    region: place.region,
    dataUnit: offer.dataUnit,
    dataValue: offer.dataValue,
    ...toCalls(voice ? random.pick([30, 60, 100, -1]) : 0),
    smsUnit: 'SMS',
    smsValue: voice ? random.pick([0, 20, 100, -1]) : 0,
    durationUnit: 'DAYS',
    durationValue: offer.days,
    features: toFeatures(random, place.tier),
    prices: toPrices(random, offer.costCents * (0.94 + 0.12 * random.next())),
  };
}

function toOffers(place: Place): Offer[] {
  const random = createRandom(`zim-offers ${place.key}`);
  const shelf = place.tier * (0.86 + 0.3 * random.next());
  const capped = zimRungs
    .filter((rung) => (rung.dataGB < 50 || place.tier < 3) && random.chance(0.95))
    .map(
      (rung): Offer => ({
        dataUnit: 'GB',
        dataValue: rung.dataGB,
        days: rung.days,
        costCents: toDataCostCents(rung, shelf),
      }),
    );
  const small: Offer[] = random.chance(0.55)
    ? [
        {
          dataUnit: 'MB',
          dataValue: 500,
          days: 1,
          costCents: toDataCostCents({ dataGB: 0.5, days: 1 }, shelf),
        },
      ]
    : [];
  const unlimited = [1, 5, 7, 10, 15]
    .filter(() => random.chance(place.tier < 3 ? 0.85 : 0.6))
    .map(
      (days): Offer => ({
        dataUnit: 'GB',
        dataValue: -1,
        days,
        costCents: toUnlimitedCostCents(days, shelf, 1.2),
      }),
    );
  return [...small, ...capped, ...unlimited];
}

function toLocalPlace(country: Country): Place {
  const random = createRandom(`zim-place ${country.alpha3}`);
  const caribbean = country.region === 'Caribbean' && random.chance(0.3);
  return {
    key: country.alpha3,
    destination: { name: country.name, isoAlpha3: country.alpha3 },
    region: caribbean ? { name: 'Caribbean', abbreviation: 'CARIB' } : null,
    tier: country.tier,
  };
}

const isServed = (country: Country) =>
  country.tier < 4 || createRandom(`zim-served ${country.alpha3}`).chance(0.35);

/** A destination under a code that no standard lists, and two plans that name no place at all. */
function listOddPlans(): ZimPlan[] {
  const nowhere: Place = { key: 'nowhere', destination: null, region: null, tier: 2 };
  const unlisted: Place = {
    key: 'QZZ',
    destination: { name: 'Northern Territories', isoAlpha3: 'QZZ' },
    region: null,
    tier: 2,
  };
  const monthly = toPlan(unlisted, { dataUnit: 'GB', dataValue: 10, days: 1, costCents: 1190 });
  return [
    toPlan(nowhere, { dataUnit: 'GB', dataValue: 1, days: 7, costCents: 190 }),
    toPlan(nowhere, { dataUnit: 'GB', dataValue: 3, days: 30, costCents: 390 }),
    toPlan(unlisted, { dataUnit: 'GB', dataValue: 1, days: 7, costCents: 210 }),
    { ...monthly, durationUnit: 'MONTHS' },
    { ...toPlan(unlisted, { dataUnit: 'GB', dataValue: 5, days: 30, costCents: 680 }), prices: [] },
  ];
}

/** ZIM's whole catalogue: local plans first, then regional and global, then the odd ones. Always the same. */
export function generateZimPlans(): readonly ZimPlan[] {
  const local = listCountries().filter(isServed).map(toLocalPlace);
  const regional = zimRegions.map(
    ({ name, abbreviation, tier }): Place => ({
      key: abbreviation,
      destination: null,
      region: { name, abbreviation },
      tier,
    }),
  );
  const plans = [...local, ...regional].flatMap((place) =>
    toOffers(place).map((offer) => toPlan(place, offer)),
  );
  return [...plans, ...listOddPlans()];
}
