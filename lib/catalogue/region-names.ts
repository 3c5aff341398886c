import type { Locale } from '#lib/config/shop';
import type { RegionKey } from '#lib/domain/region';

/** Names of the areas in the shop's languages. Countries get theirs from `Intl`, which has no words for these. */
const REGION_NAMES: Readonly<Record<Locale, Readonly<Record<RegionKey, string>>>> = {
  en: {
    europe: 'Europe',
    'western-europe': 'Western Europe',
    'eastern-europe': 'Eastern Europe',
    asia: 'Asia',
    'south-asia': 'South Asia',
    'southeast-asia': 'Southeast Asia',
    'middle-east-north-africa': 'Middle East & North Africa',
    africa: 'Africa',
    'north-america': 'North America',
    'central-america': 'Central America',
    'south-america': 'South America',
    caribbean: 'Caribbean',
    oceania: 'Oceania',
    global: 'Global',
  },
  de: {
    europe: 'Europa',
    'western-europe': 'Westeuropa',
    'eastern-europe': 'Osteuropa',
    asia: 'Asien',
    'south-asia': 'Südasien',
    'southeast-asia': 'Südostasien',
    'middle-east-north-africa': 'Naher Osten & Nordafrika',
    africa: 'Afrika',
    'north-america': 'Nordamerika',
    'central-america': 'Mittelamerika',
    'south-america': 'Südamerika',
    caribbean: 'Karibik',
    oceania: 'Ozeanien',
    global: 'Weltweit',
  },
};

export function regionName(region: RegionKey, locale: Locale): string {
  return REGION_NAMES[locale][region];
}
