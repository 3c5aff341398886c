import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountryCode, parseCountry } from '#lib/domain/country';
import { type Coverage, type DataAllowance, GIGABYTE, type Plan, parsePlanId } from '#lib/domain/plan';
import { known, unknown } from '#lib/domain/result';
import { chooseSubstitute, countriesSold, type Difference } from '#lib/domain/substitute';

const code = (text: string): CountryCode => {
  const parsed = parseCountry(text);
  if (!parsed) throw new Error('The test names no country');
  return parsed;
};
const listed = (...codes: string[]): Coverage => ({
  kind: 'listed',
  countries: codes.map((text) => ({ code: code(text), speeds: unknown })),
});
const limited = (gigabytes: number): DataAllowance => ({ kind: 'limited', bytes: gigabytes * GIGABYTE });
const daily = (gigabytes: number, thenKbps: number): DataAllowance => ({
  kind: 'daily',
  bytesPerDay: gigabytes * GIGABYTE,
  thenKbps,
});

function toPlan(change: Partial<Plan> = {}): Plan {
  const provider = change.provider ?? 'zim';
  const id = parsePlanId(`${provider}-plan`);
  if (!id) throw new Error('The test has a malformed plan id');
  return {
    ...{ id, provider, offerId: 'plan', place: { kind: 'country', code: code('JP') } },
    ...{ coverage: listed('JP'), data: limited(10), validityDays: 30 },
    ...{ speeds: unknown, hotspot: unknown, topUp: unknown, voiceMinutes: unknown, sms: unknown },
    ...{ start: 'not_stated', notes: '', costs: [], prices: {}, onSale: true },
    ...change,
  };
}
const offered = (change: Partial<Plan> = {}) => toPlan({ provider: 'zendit', ...change });
const EUROPE: Plan['place'] = { kind: 'region', region: 'europe', label: 'Europe' };

describe('a substitute', () => {
  it('that is the same in everything has no difference to name', () => {
    expect(chooseSubstitute(toPlan(), [offered()])).toEqual({ plan: offered(), differences: [] });
  });

  it.each<[string, Partial<Plan>, Partial<Plan>, Difference[]]>([
    ['more data', {}, { data: limited(11) }, [{ kind: 'data', had: limited(10), has: limited(11) }]],
    ['more days', {}, { validityDays: 31 }, [{ kind: 'days', had: 30, has: 31 }]],
    ['more countries', {}, { coverage: listed('JP', 'KR') }, [{ kind: 'countries', had: 1, has: 2 }]],
    ['an area that lists the country', {}, { place: { kind: 'region', region: 'asia', label: 'Asia' } }, []],
    [
      'a faster rest of the day',
      { data: daily(1, 256) },
      { data: daily(1, 512) },
      [{ kind: 'data', had: daily(1, 256), has: daily(1, 512) }],
    ],
    ['hotspot as sold', { hotspot: known(true) }, { hotspot: known(true) }, []],
    [
      'hotspot that nobody was told of',
      { hotspot: known(false) },
      { hotspot: unknown },
      [{ kind: 'hotspot', had: 'no', has: 'not_stated' }],
    ],
    ['top-up on top', {}, { topUp: known(true) }, [{ kind: 'topUp', had: 'not_stated', has: 'yes' }]],
    [
      'another start',
      {},
      { start: 'first_connection' },
      [{ kind: 'start', had: 'not_stated', has: 'first_connection' }],
    ],
    [
      'slower',
      { speeds: known(['4G', '5G']) },
      { speeds: known(['4G']) },
      [{ kind: 'speeds', had: ['4G', '5G'], has: ['4G'] }],
    ],
    ['minutes on top', {}, { voiceMinutes: known({ kind: 'limited', amount: 60 }) }, []],
    ['no minutes either', { voiceMinutes: known({ kind: 'none' }), sms: known({ kind: 'none' }) }, {}, []],
    [
      'two things at once',
      {},
      { data: limited(20), validityDays: 60 },
      [
        { kind: 'data', had: limited(10), has: limited(20) },
        { kind: 'days', had: 30, has: 60 },
      ],
    ],
  ])('may be %s, and names exactly that', (_, sold, has, differences) => {
    expect(chooseSubstitute(toPlan(sold), [offered(has)])?.differences).toEqual(differences);
  });

  it.each<[string, Partial<Plan>, Partial<Plan>]>([
    ['is of the same wholesaler', {}, { provider: 'zim' }],
    ['has less data', {}, { data: limited(9.99) }],
    ['has fewer days', {}, { validityDays: 29 }],
    ['lacks a country', { coverage: listed('JP', 'KR') }, { coverage: listed('JP', 'CN') }],
    ['is of another country', {}, { place: { kind: 'country', code: code('KR') }, coverage: listed('KR') }],
    [
      'does not list its countries',
      {},
      { place: EUROPE, coverage: { kind: 'not_supplied', named: [code('JP')] } },
    ],
    ['counts by the day instead', {}, { data: daily(10, 512) }],
    ['has less a day', { data: daily(2, 512) }, { data: daily(1, 512) }],
    ['is slower after that', { data: daily(1, 512) }, { data: daily(1, 256) }],
    ['does not state its limit', {}, { data: { kind: 'undisclosed' } }],
    ['stands for an unstated limit', { data: { kind: 'undisclosed' } }, { data: { kind: 'undisclosed' } }],
    ['has no hotspot', { hotspot: known(true) }, { hotspot: known(false) }],
    ['leaves hotspot open', { hotspot: known(true) }, { hotspot: unknown }],
    ['leaves top-up open', { topUp: known(true) }, { topUp: unknown }],
    [
      'stands for minutes',
      { voiceMinutes: known({ kind: 'limited', amount: 10 }) },
      { voiceMinutes: known({ kind: 'unlimited' }) },
    ],
    ['stands for messages', { sms: known({ kind: 'unlimited' }) }, { sms: known({ kind: 'unlimited' }) }],
    [
      'stands for an area without a list',
      { place: EUROPE, coverage: { kind: 'not_supplied', named: [code('FR')] } },
      { place: EUROPE, coverage: listed('FR', 'DE') },
    ],
  ])('is none when it %s', (_, sold, has) => {
    expect(chooseSubstitute(toPlan(sold), [offered(has)])).toBeUndefined();
  });

  it('is the first that fits', () => {
    const [thin, first, second] = [
      offered({ data: limited(1) }),
      offered({ data: limited(12) }),
      offered({ data: limited(11) }),
    ];
    expect(chooseSubstitute(toPlan(), [thin, first, second])?.plan).toBe(first);
    expect(chooseSubstitute(toPlan(), [])).toBeUndefined();
  });

  it('covers at least what was sold, for as long, with as much, whatever is on the shelf', () => {
    const codes = fc.uniqueArray(fc.constantFrom('JP', 'KR', 'CN', 'FR'));
    const plans = fc
      .record({
        coverage: codes.map((some) => listed(...some)),
        data: fc.oneof(fc.integer({ min: 1, max: 3 }).map(limited), fc.constant(daily(1, 256))),
        validityDays: fc.integer({ min: 1, max: 3 }),
      })
      .map((change) => offered(change));
    fc.assert(
      fc.property(plans, fc.array(plans), (sold, shelf) => {
        const found = chooseSubstitute({ ...sold, provider: 'zim' }, shelf)?.plan;
        if (!found) return;
        expect(countriesSold(found)).toEqual(expect.arrayContaining([...countriesSold(sold)]));
        expect(found.validityDays).toBeGreaterThanOrEqual(sold.validityDays);
        expect(found.data.kind).toBe(sold.data.kind);
      }),
    );
  });
});
