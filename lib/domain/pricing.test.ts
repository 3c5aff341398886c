import { describe, expect, it } from 'vitest';
import { PRICING } from '#lib/config/pricing';
import { areRatesFresh, type PricingSettings, toPriceList, toRates } from '#lib/domain/pricing';

const day = new Date('2026-11-20T00:00:00Z');
const rates = toRates(day, {
  USD: '1.1562',
  GBP: '0.87345',
  CHF: '0.9318',
  JPY: '176.84',
  AUD: '1.7894',
  CAD: '1.6243',
});

/** No margin, no tax, no endings: what is left is the conversion. */
const bare: PricingSettings = {
  marginBps: 0,
  taxBps: 0,
  conversionSafetyBps: 0,
  maxRateAgeDays: 5,
  fixed: { EUR: 0, USD: 0, GBP: 0, CHF: 0, JPY: 0, AUD: 0, CAD: 0, KWD: 0 },
  floor: { EUR: 0, USD: 0, GBP: 0, CHF: 0, JPY: 0, AUD: 0, CAD: 0, KWD: 0 },
  endings: {
    EUR: [{ step: 1, remainder: 0 }],
    USD: [{ step: 1, remainder: 0 }],
    GBP: [{ step: 1, remainder: 0 }],
    CHF: [{ step: 1, remainder: 0 }],
    JPY: [{ step: 1, remainder: 0 }],
    AUD: [{ step: 1, remainder: 0 }],
    CAD: [{ step: 1, remainder: 0 }],
    KWD: [{ step: 1, remainder: 0 }],
  },
};
const eur = (minor: number) => ({ minor, currency: 'EUR', exponent: 2 });
const usd = (minor: number) => ({ minor, currency: 'USD', exponent: 2 });

describe('toPriceList', () => {
  it('prices a plan in every currency with the settings of the shop', () => {
    expect(toPriceList({ costs: [eur(450)], rates, settings: PRICING })).toEqual({
      EUR: 760,
      USD: 900,
      GBP: 680,
      CHF: 730,
      JPY: 1370,
      AUD: 1390,
      CAD: 1290,
    });
  });

  it.each([
    [1, 110],
    [100, 230],
    [171, 320],
    [172, 320],
    [500, 840],
    [580, 970],
    [599, 1000],
    [600, 1090],
    [1000, 1690],
    [4200, 6790],
  ])('turns a cost of %i euro cents into a shelf price of %i', (cost, price) => {
    expect(toPriceList({ costs: [eur(cost)], rates: undefined, settings: PRICING })).toEqual({ EUR: price });
  });

  it('takes the price of the wholesaler in a currency where it quotes one, and converts the rest from euro', () => {
    const costs = [usd(999), eur(1000), { minor: 3111, currency: 'KWD', exponent: 3 }];
    expect(toPriceList({ costs, rates, settings: bare })).toEqual({
      EUR: 1000,
      USD: 999,
      GBP: 874,
      CHF: 932,
      JPY: 1769,
      AUD: 1790,
      CAD: 1625,
      KWD: 3111,
    });
  });

  it('rounds a conversion up, between currencies of different decimals', () => {
    expect(toPriceList({ costs: [usd(1000)], rates, settings: bare })).toEqual({
      EUR: 865,
      USD: 1000,
      GBP: 756,
      CHF: 806,
      JPY: 1530,
      AUD: 1548,
      CAD: 1405,
    });
  });

  it('adds the safety margin to converted amounts only', () => {
    const settings = { ...bare, conversionSafetyBps: 1000 };
    expect(toPriceList({ costs: [eur(1000)], rates: toRates(day, { USD: '1.2' }), settings })).toEqual({
      EUR: 1000,
      USD: 1320,
    });
  });

  it('offers no dinar price unless the wholesaler quotes dinars', () => {
    expect(toPriceList({ costs: [eur(1000)], rates, settings: PRICING })).not.toHaveProperty('KWD');
  });

  it('offers only quoted currencies without rates', () => {
    expect(toPriceList({ costs: [usd(1000)], rates: undefined, settings: bare })).toEqual({ USD: 1000 });
  });

  it.each([0, -5, 1.5, Number.NaN])('does not price a cost of %f', (minor) => {
    expect(toPriceList({ costs: [eur(minor)], rates, settings: PRICING })).toEqual({});
  });

  it('reads the decimals that the wholesaler states, whatever is usual', () => {
    const costs = [{ minor: 12_345, currency: 'EUR', exponent: 4 }];
    expect(toPriceList({ costs, rates: undefined, settings: bare })).toEqual({ EUR: 124 });
  });

  it('never sells below the cost plus the floor, whatever the margin is', () => {
    const settings = { ...PRICING, marginBps: 0, taxBps: 0 };
    expect(toPriceList({ costs: [eur(400)], rates: undefined, settings })).toEqual({ EUR: 490 });
  });
});

describe('rates', () => {
  it('are fresh for five days', () => {
    expect(areRatesFresh(rates, new Date('2026-11-25T00:00:00Z'), PRICING)).toBe(true);
    expect(areRatesFresh(rates, new Date('2026-11-25T00:00:01Z'), PRICING)).toBe(false);
  });

  it('leave out what is not a positive decimal', () => {
    const odd = toRates(day, { USD: '0', GBP: 'N/A', JPY: '-1', CHF: '1e3', AUD: '1.7' });
    expect([...odd.microsPerEuro]).toEqual([
      ['AUD', 1_700_000n],
      ['EUR', 1_000_000n],
    ]);
  });
});
