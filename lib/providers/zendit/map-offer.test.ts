import { describe, expect, it } from 'vitest';
import { GIGABYTE } from '#lib/domain/plan';
import { readFixtures } from '#lib/providers/read-fixtures';
import { toOffer } from '#lib/providers/zendit/map-offer';
import { toPlainText } from '#lib/providers/zendit/plain-text';

const fixtures = readFixtures(new URL('./fixtures/responses.json', import.meta.url));
const withOffer = (changes: Record<string, unknown>) => ({ ...Object(fixtures.of('offer')), ...changes });
const cost = (changes: Record<string, unknown>) => ({
  cost: { currency: 'USD', currencyDivisor: 100, fixed: 320, ...changes },
});

it('reads an offer to the last field', () => {
  expect(toOffer(fixtures.of('offer'))).toEqual({
    ok: true,
    value: {
      provider: 'zendit',
      offerId: 'ESIM-FR-7D-3GB',
      place: { kind: 'country', code: 'FR' },
      coverage: {
        kind: 'listed',
        countries: [
          { code: 'FR', speeds: { known: true, value: ['4G', '5G'] } },
          { code: 'ES', speeds: { known: true, value: ['4G', '5G'] } },
          { code: 'XK', speeds: { known: false } },
        ],
      },
      data: { kind: 'limited', bytes: 3 * GIGABYTE },
      validityDays: 7,
      speeds: { known: true, value: ['4G', '5G'] },
      hotspot: { known: false },
      topUp: { known: false },
      voiceMinutes: { known: true, value: { kind: 'limited', amount: 30 } },
      sms: { known: true, value: { kind: 'none' } },
      start: 'first_connection',
      notes: 'Data only. Café & bar Tethering: ask',
      costs: [{ minor: 320, currency: 'USD', exponent: 2 }],
    },
  });
});

describe('coverage', () => {
  it('of an offer without roaming is its country and no other', () => {
    expect(toOffer(withOffer({ roaming: [] }))).toMatchObject({
      value: { coverage: { kind: 'listed', countries: [{ code: 'FR' }] } },
    });
  });

  it('stays open when the list is missing', () => {
    expect(toOffer(withOffer({ roaming: null }))).toMatchObject({
      value: { coverage: { kind: 'not_supplied', named: ['FR'] } },
    });
  });

  it('of an area is its roaming list', () => {
    const regional = withOffer({ country: '', regions: ['Western Europe', 'Eastern Europe'] });
    expect(toOffer(regional)).toMatchObject({
      value: {
        place: { kind: 'region', region: 'europe', label: 'Western Europe, Eastern Europe' },
        coverage: { kind: 'listed', countries: [{ code: 'ES' }, { code: 'XK' }, { code: 'FR' }] },
      },
    });
  });

  it('of an area without a list is not supplied', () => {
    expect(toOffer(withOffer({ country: '', regions: ['Global'], roaming: [] }))).toMatchObject({
      value: {
        place: { kind: 'region', region: 'global', label: 'Global' },
        coverage: { kind: 'not_supplied', named: [] },
      },
    });
  });
});

describe('unlimited data', () => {
  it.each([
    [['Fast'], { kind: 'daily', bytesPerDay: GIGABYTE, thenKbps: 512 }],
    [['Standard', 'fast'], { kind: 'daily', bytesPerDay: GIGABYTE, thenKbps: 512 }],
    [['Faster'], { kind: 'undisclosed' }],
    [['Fastest'], { kind: 'undisclosed' }],
    [['Fast', 'Fastest'], { kind: 'undisclosed' }],
    [['Supersonic'], { kind: 'undisclosed' }],
    [[], { kind: 'undisclosed' }],
  ])('of subtype %j is %j', (subTypes, data) => {
    const offer = withOffer({ subTypes, dataUnlimited: true, dataGB: 0 });
    expect(toOffer(offer)).toMatchObject({ value: { data } });
  });

  it('is believed from the flag alone, never from a zero', () => {
    const offer = withOffer({ dataUnlimited: undefined, dataGB: 0, subTypes: ['Fast'] });
    expect(toOffer(offer)).toEqual({ ok: false, skipped: 'no_data_volume' });
  });
});

describe('messages and minutes', () => {
  it.each([
    [0, false, { known: true, value: { kind: 'none' } }],
    [0, true, { known: true, value: { kind: 'unlimited' } }],
    [20, false, { known: true, value: { kind: 'limited', amount: 20 } }],
    [0, undefined, { known: false }],
    [undefined, false, { known: false }],
  ])('%s with the flag %s', (smsNumber, smsUnlimited, sms) => {
    expect(toOffer(withOffer({ smsNumber, smsUnlimited }))).toMatchObject({ value: { sms } });
  });
});

describe('cost', () => {
  it.each([
    [1, 0],
    [10, 1],
    [100, 2],
    [1000, 3],
  ])('with the divisor %i has %i decimals', (currencyDivisor, exponent) => {
    expect(toOffer(withOffer(cost({ currencyDivisor })))).toMatchObject({
      value: { costs: [{ minor: 320, currency: 'USD', exponent }] },
    });
  });
});

describe('an offer that cannot be sold truthfully is skipped by name', () => {
  it.each([
    ['disabled', { enabled: false }, 'not_enabled'],
    ['not said to be enabled', { enabled: null }, 'not_enabled'],
    ['with a price range', { priceType: 'RANGE' }, 'price_not_fixed'],
    ['without country and regions', { country: '', regions: [] }, 'no_place'],
    ['for an unknown country', { country: 'QZZ' }, 'unknown_country'],
    ['for an unknown area', { country: '', regions: ['Zone 4'] }, 'unknown_region Zone 4'],
    ['without validity', { durationDays: 0 }, 'no_validity'],
    ['without cost', { cost: null }, 'no_price'],
    ['with a retail price alone', cost({ fixed: undefined }), 'no_price'],
    ['at no cost', cost({ fixed: 0 }), 'no_price'],
    ['at a negative cost', cost({ fixed: -1 }), 'no_price'],
    ['with a divisor of 0', cost({ currencyDivisor: 0 }), 'no_price'],
    ['with a divisor of 60', cost({ currencyDivisor: 60 }), 'no_price'],
    ['with a currency that is none', cost({ currency: 'dollars' }), 'no_price'],
    ['without id', { offerId: '' }, 'unreadable'],
  ])('%s', (_, changes, skipped) => {
    expect(toOffer(withOffer(changes))).toEqual({ ok: false, skipped });
  });
});

describe('notes', () => {
  it.each([
    ['<b>5G</b> ready', '5G ready'],
    ['one<br>two<br/>three', 'one two three'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;Hello', 'Hello'],
    ['&amp;lt;b&amp;gt;bold', 'bold'],
    ['5 &lt; 6 &amp; 7', '5 < 6 & 7'],
    ['<a href="https://example.com">here</a>', 'here'],
    ['a\u00a0 \n b', 'a b'],
    ['<img src=x onerror=alert(1)>', ''],
    ['', ''],
  ])('%j read "%s"', (markup, text) => {
    expect(toPlainText(markup)).toBe(text);
  });

  it('end at a word within 500 characters', () => {
    const text = toPlainText('travel '.repeat(100));
    expect(text.length).toBeLessThanOrEqual(500);
    expect(text.endsWith('travel…')).toBe(true);
  });

  it('fall back on the short ones', () => {
    expect(toOffer(withOffer({ notes: ' ' }))).toMatchObject({ value: { notes: 'Data only' } });
  });
});
