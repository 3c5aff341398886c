import { describe, expect, it } from 'vitest';
import { parsePlanQuery } from '#lib/catalogue/plan-query';
import { toCursor } from '#lib/catalogue/search-cursor';
import { parsePlanId } from '#lib/domain/plan';

const id = parsePlanId('zendit-4q7k0m2c9v1x');
if (!id) throw new Error('That is a plan id');
const parse = (parameters: string) => parsePlanQuery(new URLSearchParams(parameters));
const cursor = (key: string, sort: 'price' | 'price_per_gb' = 'price') =>
  toCursor({ key, id }, { sort, currency: 'EUR' });

describe('parsePlanQuery', () => {
  it('without parameters asks for the cheapest of everything, in euros', () => {
    expect(parse('')).toEqual({
      ok: true,
      value: {
        locale: 'en',
        search: {
          features: [],
          allowances: ['limited', 'daily', 'undisclosed'],
          currency: 'EUR',
          sort: 'price',
          limit: 20,
        },
      },
    });
  });

  it('reads every parameter', () => {
    const text =
      'place=Europe&covers=uk&minGb=0.5&minDays=3&features=5g,hotspot&allowances=daily&currency=KWD&maxPriceMinor=5000&sort=price_per_gb&limit=50&locale=de';
    expect(parse(text)).toEqual({
      ok: true,
      value: {
        locale: 'de',
        search: {
          placeKey: 'europe',
          covers: 'GB',
          minBytes: 536_870_912,
          minDays: 3,
          features: ['5g', 'hotspot'],
          allowances: ['daily'],
          currency: 'KWD',
          maxPriceMinor: 5000,
          sort: 'price_per_gb',
          limit: 50,
        },
      },
    });
  });

  it.each([
    ['price', '1290'],
    ['price_per_gb', '3.3527612686157227e-07'],
    ['price_per_gb', 'Infinity'],
  ] as const)('takes its own cursor for %s at %s back', (sort, key) => {
    expect(parse(`sort=${sort}&cursor=${cursor(key, sort)}`)).toMatchObject({
      value: { search: { after: { key, id } } },
    });
  });

  it.each([
    ['place=atlantis', ['place']],
    ['covers=europe', ['covers']],
    ['minGb=-1', ['minGb']],
    ['minGb=lots&minDays=1.5', ['minDays', 'minGb']],
    ['features=hotspot,wings', ['features']],
    ['features=', ['features']],
    ['allowances=', ['allowances']],
    ['currency=eur', ['currency']],
    ['maxPriceMinor=12.90', ['maxPriceMinor']],
    ['sort=cost', ['sort']],
    ['limit=0', ['limit']],
    ['limit=51', ['limit']],
    ['locale=fr', ['locale']],
    ['place=japan&place=asia', ['place']],
    ['hotspot=yes&days=7', ['days', 'hotspot']],
    ['cursor=', ['cursor']],
    ['cursor=nonsense', ['cursor']],
    [`sort=price_per_gb&cursor=${cursor('1290')}`, ['cursor']],
    [`currency=USD&cursor=${cursor('1290')}`, ['cursor']],
    [`cursor=${cursor('2147483648')}`, ['cursor']],
    [`cursor=${cursor('1); DROP TABLE "Plan"')}`, ['cursor']],
    [`sort=price_per_gb&cursor=${cursor('1e999', 'price_per_gb')}`, ['cursor']],
  ])('refuses %s and names %j', (parameters, fields) => {
    expect(parse(parameters)).toEqual({ ok: false, error: { fields } });
  });
});
