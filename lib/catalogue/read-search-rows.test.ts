import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { listKnownPlaces, placeName, toSlug } from '#lib/catalogue/place';
import { toSearchRow } from '#lib/catalogue/read-search-rows';
import type { Locale } from '#lib/config/shop';
import { searchPlaces } from '#lib/domain/search-places';

/** Every place on earth, with prices that differ, so that the index has the size of the real one. */
function indexIn(locale: Locale) {
  return listKnownPlaces().map((place, position) => {
    const euros = 190 + ((position * 137) % 61) * 10;
    const from = {
      EUR: euros,
      USD: Math.ceil(euros * 0.118) * 10,
      GBP: Math.ceil(euros * 0.091) * 10,
      CHF: Math.ceil(euros * 0.097) * 10,
      JPY: Math.ceil(euros * 0.184) * 10,
      AUD: Math.ceil(euros * 0.187) * 10,
      CAD: Math.ceil(euros * 0.17) * 10,
    };
    const summary = { slug: toSlug(place), name: placeName(place, locale), planCount: 1, from };
    return toSearchRow({ ...summary, ...place }, locale);
  });
}

const english = indexIn('en');
const german = indexIn('de');

describe('the search index', () => {
  it.each([
    ['jap', 'japan'],
    ['JP', 'japan'],
    ['jpn', 'japan'],
    ['tokyo', 'japan'],
    ['nippon', 'japan'],
    ['日本', 'japan'],
    ['nrt', 'japan'],
    ['japn', 'japan'],
    ['turkiye', 'turkiye'],
    ['Türkiye', 'turkiye'],
    ['turkey', 'turkiye'],
    ['istanbul', 'turkiye'],
    ['uk', 'united-kingdom'],
    ['england', 'united-kingdom'],
    ['united k', 'united-kingdom'],
    ['emirates', 'united-arab-emirates'],
    ['uae', 'united-arab-emirates'],
    ['dubai', 'united-arab-emirates'],
    ['usa', 'united-states'],
    ['us', 'united-states'],
    ['america', 'united-states'],
    ['nyc', 'united-states'],
    ['holland', 'netherlands'],
    ['deutschland', 'germany'],
    ['germny', 'germany'],
    ['schweiz', 'switzerland'],
    ['swizerland', 'switzerland'],
    ['korea', 'south-korea'],
    ['seoul', 'south-korea'],
    ['ivory coast', 'cote-divoire'],
    ['bali', 'indonesia'],
    ['prague', 'czechia'],
    ['ελλάδα', 'greece'],
    ['kosovo', 'kosovo'],
    ['europe', 'europe'],
    ['eu', 'europe'],
    ['worldwide', 'global'],
    ['caribbean', 'caribbean'],
    ['austria', 'austria'],
    ['australia', 'australia'],
    ['austr', 'austria'],
  ])('leads "%s" to %s', (query, slug) => {
    expect(searchPlaces(english, query, 8)[0]?.[0]).toBe(slug);
  });

  it.each([
    ['jap', 'japan'],
    ['Türkei', 'turkiye'],
    ['turkey', 'turkiye'],
    ['ver', 'united-states'],
    ['österr', 'austria'],
    ['germany', 'germany'],
    ['südostasien', 'southeast-asia'],
    ['vereinigte arab', 'united-arab-emirates'],
  ])('leads "%s" to %s in German', (query, slug) => {
    expect(searchPlaces(german, query, 8)[0]?.[0]).toBe(slug);
  });

  it('lists both Austria and Australia first for "austr"', () => {
    expect(searchPlaces(english, 'austr', 2).map(([slug]) => slug)).toEqual(['austria', 'australia']);
  });

  it.each([
    ['en', english],
    ['de', german],
  ] as const)('weighs no more than 10 kB in %s', (_locale, rows) => {
    expect(brotliCompressSync(JSON.stringify(rows)).length).toBeLessThan(10_240);
  });

  it('gives every place its own slug', () => {
    expect(new Set(english.map(([slug]) => slug)).size).toBe(english.length);
  });
});
