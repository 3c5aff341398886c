import { describe, expect, it } from 'vitest';
import { countryName, isKnownCountry, parseCountry } from '#lib/domain/country';

const read = (text: string) => {
  const code = parseCountry(text);
  if (!code) throw new Error(`${text} is no country code`);
  return code;
};

describe('parseCountry', () => {
  it.each([
    ['JP', 'JP'],
    [' jp ', 'JP'],
    ['UK', 'GB'],
    ['EL', 'GR'],
    ['XKX', 'XK'],
    ['ROM', 'RO'],
    ['QZ', 'QZ'],
    ['JPN', undefined],
    ['J1', undefined],
    ['', undefined],
    ['Japan', undefined],
  ])('reads "%s" as %s', (text, code) => {
    expect(parseCountry(text)).toBe(code);
  });
});

describe('countryName', () => {
  it.each([
    ['JP', 'en', 'Japan'],
    ['TR', 'en', 'Türkiye'],
    ['DE', 'de', 'Deutschland'],
    ['XK', 'en', 'Kosovo'],
    ['QZ', 'en', 'QZ'],
  ])('names %s in %s "%s"', (code, locale, name) => {
    expect(countryName(read(code), locale)).toBe(name);
  });
});

describe('isKnownCountry', () => {
  it.each([
    ['JP', true],
    ['XK', true],
    ['QZ', false],
    ['ZZ', false],
  ])('says of %s: %s', (code, expected) => {
    expect(isKnownCountry(read(code))).toBe(expected);
  });
});
