import { type Country, listCountries } from './countries.ts';
import { createRandom } from './random.ts';
import { type CountryRegion, type ZenditRegion, zenditRegions } from './regions.ts';
import type { ZenditRoaming, ZenditSpeed } from './zendit-offer.ts';

export type ZenditPlace = {
  /** The middle of the offer ids: "US", "AFRICA", "GLOBAL". */
  code: string;
  country: string;
  regions: readonly ZenditRegion[];
  roaming: readonly ZenditRoaming[];
  speeds: readonly ZenditSpeed[];
  tier: number;
};

const toSpeeds = (tier: number): ZenditSpeed[] => {
  if (tier < 2) return ['4G', '5G'];
  return tier < 4 ? ['3G', '4G'] : ['2G', '3G', '4G'];
};

const toRoaming = (countries: readonly Country[]): ZenditRoaming[] =>
  countries.map(({ alpha2, tier }) => ({ country: alpha2, dataSpeeds: toSpeeds(tier) }));

const meanTier = (countries: readonly Country[]) =>
  countries.reduce((sum, { tier }) => sum + tier, 0) / countries.length;

function toCountryPlace(country: Country, neighbours: readonly Country[]): ZenditPlace {
  const random = createRandom(`zendit-roaming ${country.alpha2}`);
  const roams = random.chance(0.45);
  return {
    code: country.alpha2,
    country: country.alpha2,
    regions: [country.region],
    roaming: roams ? toRoaming(neighbours.filter(() => random.chance(0.4))) : [],
    speeds: toSpeeds(country.tier),
    tier: country.tier,
  };
}

export function listCountryPlaces(): ZenditPlace[] {
  const countries = listCountries();
  return countries.map((country) =>
    toCountryPlace(
      country,
      countries.filter((other) => other.region === country.region && other.alpha2 !== country.alpha2),
    ),
  );
}

const codes: Partial<Record<ZenditRegion, string>> = { 'Middle East and North Africa': 'MENA' };
const toCode = (region: ZenditRegion) => codes[region] ?? region.toUpperCase().replaceAll(' ', '');

const isCountryRegion = (region: ZenditRegion): region is CountryRegion => region !== 'Global';

/** One place for each of the thirteen regions; remote islands and war zones roam nowhere. */
export function listRegionPlaces(): ZenditPlace[] {
  const countries = listCountries();
  return zenditRegions.map((region): ZenditPlace => {
    const covered = isCountryRegion(region)
      ? countries.filter((country) => country.region === region && country.tier < 4.3)
      : countries.filter((country) => country.tier <= 3);
    const tier = 0.35 + meanTier(covered) * 0.95;
    return {
      code: toCode(region),
      country: '',
      regions: [region],
      roaming: toRoaming(covered),
      speeds: toSpeeds(tier),
      tier,
    };
  });
}

/** Codes that ISO 3166 does not know or has withdrawn: vendors use them all the same. */
export function listUnlistedPlaces(): ZenditPlace[] {
  const unlisted: readonly (readonly [string, ZenditRegion, number])[] = [
    ['XKX', 'Eastern Europe', 1.7],
    ['UK', 'Western Europe', 1],
    ['AN', 'Caribbean', 3.2],
    ['QZ', 'Oceania', 3],
  ];
  return unlisted.map(
    ([code, region, tier]): ZenditPlace => ({
      code,
      country: code,
      regions: [region],
      roaming: [],
      speeds: toSpeeds(tier),
      tier,
    }),
  );
}
