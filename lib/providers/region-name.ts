import type { RegionKey } from '#lib/domain/region';

/** First match wins: the narrow names stand before the wide ones that they contain. */
const PATTERNS: readonly (readonly [RegExp, RegionKey])[] = [
  [/\b(global|world\w*|international|everywhere)\b/, 'global'],
  [/\b(western europe|benelux|dach|iberia\w*|british isles)\b/, 'western-europe'],
  [/\b(eastern europe|balkan\w*|baltic\w*|caucasus)\b/, 'eastern-europe'],
  [/\b(europe\w*|eu|eea|nordic\w*|scandinavia\w*|alps)\b/, 'europe'],
  [/\b(middle east|mena|north africa|gulf|gcc|arab\w*|maghreb|levant)\b/, 'middle-east-north-africa'],
  [/\b(south ?east asia|asean)\b/, 'southeast-asia'],
  [/\b(south asia|indian subcontinent|saarc)\b/, 'south-asia'],
  [/\b(asia\w*|apac|far east)\b/, 'asia'],
  [/\b(caribbean|carib|antilles|west indies)\b/, 'caribbean'],
  [/\b(central america|centroamerica)\b/, 'central-america'],
  [/\b(south america|latin america|latam|andes)\b/, 'south-america'],
  [/\b(north america|america|americas)\b/, 'north-america'],
  [/\b(africa\w*|sahel|indian ocean)\b/, 'africa'],
  [/\b(oceania|australasia|anz|pacific|polynesia|melanesia|micronesia)\b/, 'oceania'],
];

/** Abbreviations too short to be looked for inside a name. */
const ABBREVIATIONS = new Map<string, RegionKey>([
  ['as', 'asia'],
  ['af', 'africa'],
  ['na', 'north-america'],
  ['sa', 'south-america'],
  ['ca', 'central-america'],
  ['oc', 'oceania'],
  ['me', 'middle-east-north-africa'],
  ['sea', 'southeast-asia'],
  ['we', 'western-europe'],
  ['ee', 'eastern-europe'],
  ['gl', 'global'],
  ['ww', 'global'],
]);

/** The area that a partner's name or, failing that, its abbreviation means; `undefined` when neither tells. */
export function fromPartnerRegion(name: string, abbreviation = ''): RegionKey | undefined {
  return match(name) ?? match(abbreviation) ?? ABBREVIATIONS.get(fold(abbreviation));
}

/** One area for a plan that is sold under several: the widest, or the one that holds them all. */
export function toWidestRegion(regions: readonly RegionKey[]): RegionKey | undefined {
  const distinct = [...new Set(regions)];
  if (distinct.length < 2) return distinct[0];
  const containers = ['europe', 'asia'] as const;
  return containers.find((wide) => distinct.every((region) => isWithin(region, wide))) ?? 'global';
}

function isWithin(region: RegionKey, wide: 'europe' | 'asia'): boolean {
  return region === wide || region.endsWith(`-${wide}`);
}

function match(text: string): RegionKey | undefined {
  const folded = fold(text);
  return PATTERNS.find(([pattern]) => pattern.test(folded))?.[1];
}

function fold(text: string): string {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/[^a-z]+/g, ' ').trim();
}
