/** The areas under which plans for several countries are sold. Wholesaler names are mapped to these by the adapters. */
export const REGIONS = [
  'europe',
  'western-europe',
  'eastern-europe',
  'asia',
  'south-asia',
  'southeast-asia',
  'middle-east-north-africa',
  'africa',
  'north-america',
  'central-america',
  'south-america',
  'caribbean',
  'oceania',
  'global',
] as const;
export type RegionKey = (typeof REGIONS)[number];

export function isRegion(value: string): value is RegionKey {
  return REGIONS.some((region) => region === value);
}
