import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markSubstitutes } from '#lib/catalogue/mark-substitutes';
import { toPlanId } from '#lib/catalogue/plan-id';
import { country, testOffer, testRegionOffer } from '#lib/catalogue/test-offer';
import type { PlanRecord } from '#lib/db/plan-row';
import { GIGABYTE, type Offer } from '#lib/domain/plan';
import { known, unknown } from '#lib/domain/result';

const toRecord = (offer: Offer, sortPrice: number): PlanRecord => ({
  plan: { ...offer, id: toPlanId(offer.provider, offer.offerId), prices: { EUR: sortPrice }, onSale: true },
  sortPrice,
});
/** What gives way to what, by offer. */
function mark(...records: PlanRecord[]): Record<string, string> {
  const names = new Map(records.map(({ plan }) => [plan.id, plan.offerId]));
  const hidden = markSubstitutes(records).flatMap(({ plan, substituteOf }) =>
    substituteOf ? [[plan.offerId, names.get(substituteOf) ?? 'nothing']] : [],
  );
  return Object.fromEntries(hidden);
}

const zendit = (offerId: string, over: Partial<Offer> = {}) =>
  testOffer(offerId, { start: 'first_connection', sms: unknown, ...over });
const zim = (offerId: string, over: Partial<Offer> = {}) =>
  testOffer(offerId, { provider: 'zim', start: 'not_stated', topUp: known(false), ...over });
const daily = { data: { kind: 'daily', bytesPerDay: GIGABYTE, thenKbps: 512 } } as const;
const undisclosed = { data: { kind: 'undisclosed' } } as const;
const unlisted = { coverage: { kind: 'not_supplied', named: [] } } as const;

describe('a dearer plan gives way to one from the other shelf', () => {
  it.each<[string, Partial<Offer>, Partial<Offer>]>([
    ['though only one states its start rule', { start: 'first_connection' }, { start: 'not_stated' }],
    ['though only one states its hotspot rule', {}, { hotspot: known(true) }],
    ['though only one states its speeds', { speeds: known(['4G', '5G']) }, { speeds: unknown }],
    [
      'that states the same speeds in another order',
      { speeds: known(['4G', '5G']) },
      { speeds: known(['5G', '4G']) },
    ],
    ['with the same allowance a day', daily, daily],
  ])('%s', (_, shown, hidden) => {
    expect(mark(toRecord(zendit('a', shown), 200), toRecord(zim('b', hidden), 300))).toEqual({ b: 'a' });
  });
});

describe('both are shown of two plans', () => {
  it.each<[string, Partial<Offer>, Partial<Offer>]>([
    ['for different places', { place: { kind: 'country', code: country('KR') } }, {}],
    ['with different countries', { coverage: { kind: 'listed', countries: [] } }, {}],
    ['with different data', { data: { kind: 'limited', bytes: 2 * GIGABYTE } }, {}],
    ['with different days', { validityDays: 8 }, {}],
    ['that slow down differently', daily, { data: { ...daily.data, thenKbps: 256 } }],
    ['of two wholesalers that do not state their limit', undisclosed, undisclosed],
    ['with different hotspot rules', { hotspot: known(true) }, { hotspot: known(false) }],
    ['with different speeds', { speeds: known(['4G', '5G']) }, {}],
    ['with different minutes', { voiceMinutes: known({ kind: 'unlimited' }) }, {}],
    ['with different messages', { sms: known({ kind: 'none' }) }, { sms: known({ kind: 'unlimited' }) }],
    ['with different top-up rules', { topUp: known(true) }, { topUp: known(false) }],
  ])('%s', (_, cheap, dear) => {
    expect(mark(toRecord(zendit('a', cheap), 200), toRecord(zim('b', dear), 300))).toEqual({});
  });

  it('for an area that is listed by neither, even under one name', () => {
    const area = (over: Partial<Offer>) => testRegionOffer('area', [], { ...unlisted, ...over });
    const marks = mark(
      toRecord(area({ offerId: 'a' }), 200),
      toRecord(area({ offerId: 'b', provider: 'zim', start: 'not_stated' }), 300),
      toRecord(area({ offerId: 'c' }), 400),
    );
    expect(marks).toEqual({ c: 'a' });
  });
});

describe('of several plans', () => {
  it('each gives way to the best of its own wholesaler, and only that one to the other', () => {
    const marks = mark(
      toRecord(zim('b2'), 500),
      toRecord(zendit('a2'), 400),
      toRecord(zim('b1'), 300),
      toRecord(zendit('a1'), 200),
    );
    expect(marks).toEqual({ b1: 'a1', a2: 'a1', b2: 'b1' });
  });

  it('of one price the one that states more is shown', () => {
    const full = zim('b', { hotspot: known(true), sms: known({ kind: 'none' }) });
    expect(mark(toRecord(zendit('a'), 300), toRecord(full, 300))).toEqual({ a: 'b' });
  });

  it('one that contradicts the shown one is shown, though it is like a hidden one', () => {
    const marks = mark(
      toRecord(zendit('fast', { speeds: known(['5G']) }), 200),
      toRecord(zim('open', { speeds: unknown }), 300),
      toRecord(zim('slow', { speeds: known(['3G']) }), 400),
    );
    expect(marks).toEqual({ open: 'fast' });
  });
});

const rule = fc.constantFrom(unknown, known(true), known(false));
const anyOffer: fc.Arbitrary<Omit<Offer, 'offerId'>> = fc.record({
  provider: fc.constantFrom('zim', 'zendit'),
  place: fc.constantFrom('JP', 'KR').map((code) => ({ kind: 'country' as const, code: country(code) })),
  coverage: fc.constant({ kind: 'listed' as const, countries: [] }),
  data: fc.constantFrom<Offer['data']>(daily.data, undisclosed.data, { kind: 'limited', bytes: GIGABYTE }),
  validityDays: fc.constantFrom(7, 30),
  speeds: fc.constantFrom<Offer['speeds']>(unknown, known(['4G']), known(['4G', '5G'])),
  hotspot: rule,
  topUp: rule,
  voiceMinutes: fc.constantFrom<Offer['sms']>(unknown, known({ kind: 'none' }), known({ kind: 'unlimited' })),
  sms: fc.constant(unknown),
  start: fc.constantFrom('first_connection', 'not_stated'),
  notes: fc.constant(''),
  costs: fc.constant([]),
});
const catalogue = fc
  .array(fc.tuple(anyOffer, fc.integer({ min: 100, max: 103 })), { maxLength: 25 })
  .map((items) =>
    items.map(([offer, price], index) => toRecord({ ...offer, offerId: `offer-${index}` }, price)),
  );

describe('in any catalogue', () => {
  it('what stands for a plan is sold, no dearer, the same thing, and shown at the latest one step on', () => {
    fc.assert(
      fc.property(catalogue, (records) => {
        const marked = markSubstitutes(records);
        const byId = new Map(marked.map((record) => [record.plan.id, record]));
        expect(byId.size).toBe(records.length);
        for (const { plan, sortPrice, substituteOf } of marked) {
          const target = substituteOf && byId.get(substituteOf);
          if (!target) continue;
          const next = target.substituteOf && byId.get(target.substituteOf);
          const shown = next ?? target;
          expect(shown.substituteOf).toBeUndefined();
          // A wholesaler that is out takes nothing of the other with it: the first step stays at home if there are two.
          if (next)
            expect([target.plan.provider, next.plan.provider === plan.provider]).toEqual([
              plan.provider,
              false,
            ]);
          for (const other of [target, shown]) {
            expect(other.sortPrice).toBeLessThanOrEqual(sortPrice);
            const { place, data, validityDays } = other.plan;
            expect({ place, data, validityDays }).toEqual({
              place: plan.place,
              data: plan.data,
              validityDays: plan.validityDays,
            });
            for (const key of ['speeds', 'hotspot', 'topUp', 'voiceMinutes'] as const)
              if (plan[key].known && other.plan[key].known) expect(other.plan[key]).toEqual(plan[key]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the order in which plans are read changes nothing', () => {
    const shuffled = catalogue.chain((records) =>
      fc.tuple(
        fc.constant(records),
        fc.shuffledSubarray(records, { minLength: records.length, maxLength: records.length }),
      ),
    );
    const toMarks = (records: readonly PlanRecord[]) =>
      Object.fromEntries(markSubstitutes(records).map(({ plan, substituteOf }) => [plan.id, substituteOf]));
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(toMarks(other)).toEqual(toMarks(one));
      }),
      { numRuns: 300 },
    );
  });
});
