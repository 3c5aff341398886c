/** The thirteen region names that Zendit's document lists. */
export const zenditRegions = [
  'Global',
  'Africa',
  'Asia',
  'Caribbean',
  'Central America',
  'Eastern Europe',
  'Western Europe',
  'North America',
  'Oceania',
  'South America',
  'South Asia',
  'Southeast Asia',
  'Middle East and North Africa',
] as const;
export type ZenditRegion = (typeof zenditRegions)[number];
export type CountryRegion = Exclude<ZenditRegion, 'Global'>;

/** ZIM's regions carry a name and an abbreviation; which countries each covers its document does not say. */
export const zimRegions = [
  { name: 'Europe', abbreviation: 'EU', tier: 1.3 },
  { name: 'Asia', abbreviation: 'AS', tier: 1.7 },
  { name: 'North America', abbreviation: 'NA', tier: 1.6 },
  { name: 'Latin America', abbreviation: 'LATAM', tier: 2.6 },
  { name: 'Caribbean', abbreviation: 'CARIB', tier: 3.6 },
  { name: 'Africa', abbreviation: 'AF', tier: 3.4 },
  { name: 'Middle East and North Africa', abbreviation: 'MENA', tier: 2.4 },
  { name: 'Oceania', abbreviation: 'OC', tier: 2 },
  { name: 'Global', abbreviation: 'GLOBAL', tier: 3.2 },
] as const;
