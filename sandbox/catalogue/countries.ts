import countries from 'i18n-iso-countries';
import type { CountryRegion } from './regions.ts';

/** One destination: `tier` is what a gigabyte costs there, relative to the cheapest networks. */
export type Country = { alpha2: string; alpha3: string; name: string; region: CountryRegion; tier: number };

const byRegionAndTier: Record<CountryRegion, readonly (readonly [tier: number, codes: string])[]> = {
  'Western Europe': [
    [1, 'AT BE DE DK ES FI FR GB GR IE IT NL PT SE'],
    [1.25, 'CH CY IS LI LU MT NO'],
    [2.6, 'AD FO GG GI IM JE MC SM VA'],
  ],
  'Eastern Europe': [
    [1, 'BG CZ EE HR HU LT LV PL RO SI SK'],
    [1.7, 'AL BA MD ME MK RS UA XK'],
    [2.8, 'BY RU'],
  ],
  'Middle East and North Africa': [
    [1.2, 'AE EG IL SA TR'],
    [1.8, 'BH DZ JO KW MA OM QA TN'],
    [3, 'IQ LB PS YE'],
  ],
  Asia: [
    [1, 'HK JP KR TW'],
    [1.3, 'CN MO'],
    [2.2, 'AM AZ GE KG KZ MN TJ UZ'],
    [4, 'TM'],
  ],
  'South Asia': [
    [1.4, 'BD IN LK NP PK'],
    [4.2, 'AF BT MV'],
  ],
  'Southeast Asia': [
    [1, 'ID MY PH SG TH VN'],
    [1.6, 'BN KH LA'],
    [3, 'MM TL'],
  ],
  'North America': [
    [1.2, 'CA MX US'],
    [3, 'GL PM'],
  ],
  'Central America': [
    [1.8, 'CR GT PA SV'],
    [2.6, 'BZ HN NI'],
  ],
  'South America': [
    [1.6, 'AR BR CL CO PE'],
    [2.3, 'BO EC PY UY'],
    [3.6, 'FK GF GY SR VE'],
  ],
  Caribbean: [
    [2, 'DO JM PR'],
    [3.2, 'AG AI AW BB BM BS CW GD GP KN KY LC MF MQ MS SX TC TT VC VG VI'],
    [4.4, 'BL BQ CU DM HT'],
  ],
  Oceania: [
    [1.2, 'AU NZ'],
    [2.4, 'FJ GU MP'],
    [4.2, 'AS CK FM KI NC NR PF PG PW SB TO TV VU WS'],
  ],
  Africa: [
    [1.7, 'GH KE MU NG RE TZ UG ZA'],
    [2.8, 'BW CI CM CV MG MW MZ NA RW SC SN YT ZM ZW'],
    [4, 'AO BF BI BJ CD CF CG DJ ET GA GM GN GQ GW KM LR LS ML MR NE SD SL SO SS ST SZ TD TG'],
  ],
};

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** Kosovo has no ISO 3166 code; vendors use the user-assigned one and write its three letters in their own way. */
const toAlpha3 = (alpha2: string) => (alpha2 === 'XK' ? 'XKX' : countries.alpha2ToAlpha3(alpha2));

function toCountry(alpha2: string, region: CountryRegion, tier: number): Country {
  const alpha3 = toAlpha3(alpha2);
  const name = names.of(alpha2);
  if (!alpha3 || !name) throw new Error(`The country table names ${alpha2}, which ISO 3166 does not know`);
  return { alpha2, alpha3, name, region, tier };
}

/** Every destination of the generated catalogues, by region. */
export function listCountries(): readonly Country[] {
  const regions: readonly CountryRegion[] = [
    'Western Europe',
    'Eastern Europe',
    'Middle East and North Africa',
    'Asia',
    'South Asia',
    'Southeast Asia',
    'North America',
    'Central America',
    'South America',
    'Caribbean',
    'Oceania',
    'Africa',
  ];
  return regions.flatMap((region) =>
    byRegionAndTier[region].flatMap(([tier, codes]) =>
      codes.split(' ').map((alpha2) => toCountry(alpha2, region, tier)),
    ),
  );
}
