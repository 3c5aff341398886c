import { describe, expect, it } from 'vitest';
import type { SearchRow } from '#lib/domain/place';
import { foldText, searchPlaces, toTerms } from '#lib/domain/search-places';

const row = (slug: string, name: string, code: string, ...terms: string[]): SearchRow => [
  slug,
  name,
  code,
  {},
  toTerms(terms),
];

const rows = [
  row('asia', 'Asia', 'region'),
  row('australia', 'Australia', 'AU', 'sydney'),
  row('austria', 'Austria', 'AT', 'Österreich', 'vienna'),
  row('germany', 'Germany', 'DE', 'Deutschland'),
  row('japan', 'Japan', 'JP', '日本', 'tokyo', 'nrt'),
  row('romania', 'Romania', 'RO'),
  row('italy', 'Italy', 'IT', 'rome', 'roma'),
  row('south-america', 'South America', 'region'),
  row('ukraine', 'Ukraine', 'UA'),
  row('united-kingdom', 'United Kingdom', 'GB', 'uk', 'england'),
  row('united-states', 'United States', 'US', 'usa', 'america'),
];
const find = (query: string) => searchPlaces(rows, query, 8).map(([slug]) => slug);

describe('searchPlaces', () => {
  it.each([
    ['jap', ['japan']],
    ['JP', ['japan']],
    ['日本', ['japan']],
    ['  tokyo ', ['japan']],
    ['uk', ['united-kingdom', 'ukraine']],
    ['united', ['united-states', 'united-kingdom']],
    ['austr', ['austria', 'australia']],
    ['america', ['united-states', 'south-america']],
    ['oster', ['austria']],
    ['roma', ['italy', 'romania']],
  ])('finds the places meant by "%s", best first', (query, slugs) => {
    expect(find(query)).toEqual(slugs);
  });

  it.each([
    ['japn', ['japan']],
    ['germny', ['germany']],
    ['gremany', ['germany']],
    ['germanny', ['germany']],
    ['deutchland', ['germany']],
    ['uktaine', ['ukraine']],
    ['engladn', ['united-kingdom']],
  ])('forgives one slip in "%s"', (query, slugs) => {
    expect(find(query)).toEqual(slugs);
  });

  it('does not guess while something matches', () => {
    expect(find('rome')).toEqual(['italy']);
  });

  it('finds nothing for nothing, and for what is far from any place', () => {
    expect(find('')).toEqual([]);
    expect(find(' !? ')).toEqual([]);
    expect(find('xyzzy')).toEqual([]);
  });

  it('gives no more than asked for', () => {
    expect(searchPlaces(rows, 'a', 2).map(([slug]) => slug)).toEqual(['austria', 'australia']);
  });
});

describe('foldText', () => {
  it.each([
    ['Türkiye', 'turkiye'],
    ['Côte d’Ivoire', 'cote divoire'],
    ['St. Kitts & Nevis', 'st kitts nevis'],
    ['São Tomé', 'sao tome'],
    ['Færøerne', 'faeroerne'],
    ['Ελλάδα', 'ελλαδα'],
    ['İstanbul', 'istanbul'],
  ])('folds "%s" to "%s"', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });
});
