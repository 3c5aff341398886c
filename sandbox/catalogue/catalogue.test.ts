import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { listCountries } from './countries.ts';
import { generateZenditOffers } from './generate-zendit-offers.ts';
import { generateZimPlans } from './generate-zim-plans.ts';
import { zenditRegions } from './regions.ts';

const plans = generateZimPlans();
const offers = generateZenditOffers();
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const countOffers = (test: (offer: (typeof offers)[number]) => boolean) => offers.filter(test).length;
const countPlans = (test: (plan: (typeof plans)[number]) => boolean) => plans.filter(test).length;

describe('ZIM’s catalogue', () => {
  it('is the same every time and of real size', () => {
    expect(digest(generateZimPlans())).toBe(digest(plans));
    expect(plans).toHaveLength(1998);
    expect(new Set(plans.map(({ id }) => id)).size).toBe(1998);
    expect(new Set(plans.flatMap(({ destination }) => destination?.isoAlpha3 ?? [])).size).toBe(193);
  });

  it('holds what is hard about real plans', () => {
    expect(countPlans(({ dataValue }) => dataValue === -1)).toBeGreaterThan(700);
    expect(countPlans(({ dataUnit }) => dataUnit === 'MB')).toBeGreaterThan(80);
    expect(countPlans(({ destination, region }) => !destination && region !== null)).toBeGreaterThan(80);
    expect(countPlans(({ destination, region }) => destination !== null && region !== null)).toBeGreaterThan(
      20,
    );
    expect(countPlans(({ destination, region }) => !destination && !region)).toBe(2);
    expect(countPlans(({ destination }) => destination?.isoAlpha3 === 'XKX')).toBeGreaterThan(3);
    expect(countPlans(({ features }) => features.length === 0)).toBeGreaterThan(50);
    expect(countPlans(({ prices }) => prices.length === 0)).toBe(1);
  });

  it('prices in whole numbers of each currency’s smallest unit', () => {
    const exponents = new Map(
      plans.flatMap(({ prices }) => prices.map((price) => [price.currencyISO, price.minorExponentUnits])),
    );
    expect(Object.fromEntries(exponents)).toEqual({
      USD: 2,
      EUR: 2,
      GBP: 2,
      CHF: 2,
      AUD: 2,
      CAD: 2,
      JPY: 0,
      KWD: 3,
    });
    expect(
      plans.every(({ prices }) => prices.every(({ value }) => Number.isSafeInteger(value) && value > 0)),
    ).toBe(true);
  });
});

describe('Zendit’s catalogue', () => {
  it('is the same every time and of real size', () => {
    expect(digest(generateZenditOffers())).toBe(digest(offers));
    expect(offers).toHaveLength(5453);
    expect(new Set(offers.map(({ offerId }) => offerId)).size).toBe(5453);
    expect(new Set(offers.map(({ country }) => country)).size).toBe(231);
  });

  it('covers every region with roaming lists', () => {
    const regional = offers.filter(({ country }) => country === '');
    expect(new Set(regional.flatMap(({ regions }) => regions))).toEqual(new Set(zenditRegions));
    expect(regional.every(({ roaming }) => roaming.length > 1)).toBe(true);
    const noRoaming = offers.filter(({ offerId }) => offerId.endsWith('-NOROAM'));
    expect(noRoaming.every(({ roaming }) => roaming.length === 0)).toBe(true);
  });

  it('holds what is hard about real offers', () => {
    expect(countOffers(({ enabled }) => !enabled)).toBe(158);
    expect(countOffers(({ priceType }) => priceType === 'RANGE')).toBe(16);
    expect(countOffers(({ cost }) => cost.currencyDivisor === 1000)).toBe(16);
    expect(countOffers(({ notes }) => notes === '')).toBe(1618);
    expect(countOffers(({ notes }) => /<script|onerror|javascript:/.test(notes))).toBeGreaterThan(2);
    for (const subType of ['Standard', 'Fast', 'Faster', 'Fastest'])
      expect(countOffers(({ subTypes }) => subTypes.includes(subType))).toBeGreaterThan(700);
    for (const code of ['XKX', 'UK', 'AN', 'QZ'])
      expect(countOffers(({ country }) => country === code)).toBe(2);
  });

  it('sells many plans that ZIM sells too', () => {
    const alpha3 = new Map(listCountries().map((country) => [country.alpha2, country.alpha3]));
    const zim = new Set(
      plans.map(
        ({ destination, dataValue, durationValue }) =>
          `${destination?.isoAlpha3} ${dataValue} ${durationValue}`,
      ),
    );
    const both = countOffers(({ country, dataUnlimited, dataGB, durationDays }) =>
      zim.has(`${alpha3.get(country)} ${dataUnlimited ? -1 : dataGB} ${durationDays}`),
    );
    expect(both).toBeGreaterThan(2000);
  });
});
