import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isRegion } from '#lib/domain/region';
import { fromPartnerCountry } from '#lib/providers/country-code';
import { fromPartnerRegion, toWidestRegion } from '#lib/providers/region-name';

it.each([
  ['JPN', 'JP'],
  ['jpn', 'JP'],
  ['JP', 'JP'],
  ['XKX', 'XK'],
  ['XKK', 'XK'],
  ['ROM', 'RO'],
  ['UK', 'GB'],
  ['QQ', 'QQ'],
  ['QZZ', undefined],
  ['', undefined],
])('reads the country code "%s" as %s', (code, country) => {
  expect(fromPartnerCountry(code)).toBe(country);
});

it.each([
  ['Global', 'global'],
  ['Africa', 'africa'],
  ['Asia', 'asia'],
  ['Caribbean', 'caribbean'],
  ['Central America', 'central-america'],
  ['Eastern Europe', 'eastern-europe'],
  ['Western Europe', 'western-europe'],
  ['North America', 'north-america'],
  ['Oceania', 'oceania'],
  ['South America', 'south-america'],
  ['South Asia', 'south-asia'],
  ['Southeast Asia', 'southeast-asia'],
  ['Middle East and North Africa', 'middle-east-north-africa'],
  ['Europe', 'europe'],
  ['EUROPE +', 'europe'],
  ['Latin América', 'south-america'],
  ['Worldwide 120', 'global'],
  ['Asia-Pacific', 'asia'],
  ['Zone 4', undefined],
])('reads the area "%s" as %s', (name, region) => {
  expect(fromPartnerRegion(name)).toBe(region);
});

it('falls back on the abbreviation', () => {
  expect(fromPartnerRegion('Zone 4', 'EU')).toBe('europe');
  expect(fromPartnerRegion('', 'MENA')).toBe('middle-east-north-africa');
  expect(fromPartnerRegion('', 'constructor')).toBeUndefined();
});

it('puts several areas under the one that holds them', () => {
  expect(toWidestRegion(['western-europe', 'eastern-europe'])).toBe('europe');
  expect(toWidestRegion(['asia', 'southeast-asia'])).toBe('asia');
  expect(toWidestRegion(['asia', 'western-europe'])).toBe('global');
  expect(toWidestRegion(['caribbean'])).toBe('caribbean');
  expect(toWidestRegion([])).toBeUndefined();
});

it('never throws and answers an area or nothing', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, abbreviation) => {
      const region = fromPartnerRegion(name, abbreviation);
      expect(region === undefined || isRegion(region)).toBe(true);
    }),
  );
});
