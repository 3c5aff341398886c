import { describe, expect, it } from 'vitest';
import { GIGABYTE, MEGABYTE } from '#lib/domain/plan';
import { readFixtures } from '#lib/providers/read-fixtures';
import { toOffer } from '#lib/providers/zim/map-plan';

const fixtures = readFixtures(new URL('./fixtures/responses.json', import.meta.url));
const withPlan = (changes: Record<string, unknown>) => ({ ...Object(fixtures.of('planLocal')), ...changes });

it('reads a local plan to the last field', () => {
  expect(toOffer(fixtures.of('planLocal'))).toEqual({
    ok: true,
    value: {
      provider: 'zim',
      offerId: 'plan_fixtureJapan10GB',
      place: { kind: 'country', code: 'JP' },
      coverage: {
        kind: 'listed',
        countries: [{ code: 'JP', speeds: { known: true, value: ['4G', '5G'] } }],
      },
      data: { kind: 'limited', bytes: 10 * GIGABYTE },
      validityDays: 14,
      speeds: { known: true, value: ['4G', '5G'] },
      hotspot: { known: true, value: true },
      topUp: { known: true, value: false },
      voiceMinutes: { known: true, value: { kind: 'limited', amount: 120 } },
      sms: { known: true, value: { kind: 'limited', amount: 100 } },
      start: 'not_stated',
      notes: '',
      costs: [
        { minor: 490, currency: 'USD', exponent: 2 },
        { minor: 775, currency: 'JPY', exponent: 0 },
        { minor: 1512, currency: 'KWD', exponent: 3 },
        { minor: 12, currency: 'QQQ', exponent: 2 },
      ],
    },
  });
});

it('reads a regional unlimited plan without inventing countries or a limit', () => {
  expect(toOffer(fixtures.of('planRegional'))).toMatchObject({
    ok: true,
    value: {
      place: { kind: 'region', region: 'south-america', label: 'Latin America' },
      coverage: { kind: 'not_supplied', named: [] },
      data: { kind: 'undisclosed' },
      validityDays: 14,
      speeds: { known: false },
      hotspot: { known: false },
      voiceMinutes: { known: true, value: { kind: 'unlimited' } },
      sms: { known: true, value: { kind: 'none' } },
    },
  });
});

it('leaves open what a plan does not say', () => {
  expect(toOffer(fixtures.of('planMinimal'))).toMatchObject({
    ok: true,
    value: {
      place: { kind: 'country', code: 'XK' },
      data: { kind: 'limited', bytes: 500 * MEGABYTE },
      hotspot: { known: false },
      speeds: { known: false },
      voiceMinutes: { known: false },
      sms: { known: false },
    },
  });
});

it('sells a plan that names a destination and its area for the destination', () => {
  const both = withPlan({ region: { name: 'Asia', abbreviation: 'AS' } });
  expect(toOffer(both)).toMatchObject({ ok: true, value: { place: { kind: 'country', code: 'JP' } } });
});

describe('a plan that cannot be sold truthfully is skipped by name', () => {
  it.each([
    ['no id', { id: '' }, 'unreadable'],
    ['a price list that is none', { prices: 'free' }, 'unreadable'],
    ['neither destination nor region', { destination: null }, 'no_place'],
    ['a destination nobody knows', { destination: { name: 'Isles', isoAlpha3: 'QZZ' } }, 'unknown_country'],
    ['a region nobody knows', { destination: null, region: { name: 'Zone 4' } }, 'unknown_region Zone 4'],
    ['no data', { dataValue: 0 }, 'no_data_volume'],
    ['an unknown sentinel', { dataValue: -2 }, 'no_data_volume'],
    ['an unknown unit', { dataUnit: 'TB' }, 'no_data_volume'],
    ['validity in months', { durationUnit: 'MONTHS' }, 'validity_not_in_days'],
    ['no validity', { durationValue: 0 }, 'validity_not_in_days'],
    ['no price', { prices: [] }, 'no_price'],
    ['a price of zero', { prices: [{ currencyISO: 'USD', value: 0, minorExponentUnits: 2 }] }, 'no_price'],
    ['a negative price', { prices: [{ currencyISO: 'USD', value: -5, minorExponentUnits: 2 }] }, 'no_price'],
    ['half a cent', { prices: [{ currencyISO: 'USD', value: 4.5, minorExponentUnits: 2 }] }, 'no_price'],
  ])('%s', (_, changes, skipped) => {
    expect(toOffer(withPlan(changes))).toEqual({ ok: false, skipped });
  });

  it('but one bad price does not hide the good ones', () => {
    const prices = [{ currencyISO: 'usd' }, null, { currencyISO: 'EUR', value: 450, minorExponentUnits: 2 }];
    expect(toOffer(withPlan({ prices }))).toMatchObject({
      ok: true,
      value: { costs: [{ minor: 450, currency: 'EUR', exponent: 2 }] },
    });
  });
});
