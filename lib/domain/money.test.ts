import { describe, expect, it } from 'vitest';
import { currencyExponent, formatMoney, isCurrency, money, priceIn, priceParts } from '#lib/domain/money';

describe('formatMoney', () => {
  it.each([
    [1290, 'EUR', 'en', '€12.90'],
    [1290, 'EUR', 'de', '12,90\u00a0€'],
    [1290, 'USD', 'en', '$12.90'],
    [990, 'GBP', 'en', '£9.90'],
    [1999, 'JPY', 'en', '¥1,999'],
    [4150, 'KWD', 'en', 'KWD\u00a04.150'],
    [0, 'EUR', 'en', '€0.00'],
    [5, 'EUR', 'en', '€0.05'],
  ] as const)('writes %i %s in %s as "%s"', (minor, currency, locale, text) => {
    expect(formatMoney(money(minor, currency), locale)).toBe(text);
  });
});

describe('priceParts', () => {
  it.each([
    [1290, 'EUR', 'en', { lead: '€12', cents: '.90', tail: '' }],
    [1290, 'EUR', 'de', { lead: '12', cents: ',90', tail: '\u00a0€' }],
    [1999, 'JPY', 'en', { lead: '¥1,999', cents: '', tail: '' }],
    [4150, 'KWD', 'en', { lead: 'KWD\u00a04', cents: '.150', tail: '' }],
  ] as const)('splits %i %s in %s', (minor, currency, locale, parts) => {
    expect(priceParts(money(minor, currency), locale)).toEqual(parts);
  });
});

describe('money', () => {
  it.each([0.5, Number.NaN, 2 ** 53])('is never %f', (minor) => {
    expect(() => money(minor, 'EUR')).toThrow('Not an amount in smallest units');
  });

  it('is absent in a currency the plan has no price in', () => {
    expect(priceIn({ EUR: 450 }, 'EUR')).toEqual({ minor: 450, currency: 'EUR' });
    expect(priceIn({ EUR: 450 }, 'KWD')).toBeUndefined();
  });

  it('knows the decimals of each currency', () => {
    expect([currencyExponent('JPY'), currencyExponent('EUR'), currencyExponent('KWD')]).toEqual([0, 2, 3]);
  });

  it.each([
    ['EUR', true],
    ['eur', false],
    ['XAF', false],
    [undefined, false],
  ])('tells whether %s is sold in: %s', (value, expected) => {
    expect(isCurrency(value)).toBe(expected);
  });
});
