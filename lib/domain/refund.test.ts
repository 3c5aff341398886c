import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCIES, money } from '#lib/domain/money';
import { PAYMENT_STATES } from '#lib/domain/order';
import { type DataAllowance, GIGABYTE } from '#lib/domain/plan';
import { planRefund, type RefundFacts, toRefundNumber } from '#lib/domain/refund';
import type { UsageReading } from '#lib/domain/usage';

const POLICY = { unusedDays: 180, partlyUsedDays: 14 };
const DELIVERED = new Date('2026-06-01T10:00:00Z');
const LIMITED: DataAllowance = { kind: 'limited', bytes: 10 * GIGABYTE };
const DAILY: DataAllowance = { kind: 'daily', bytesPerDay: GIGABYTE, thenKbps: 512 };
const UNDISCLOSED: DataAllowance = { kind: 'undisclosed' };

const onDay = (days: number, ms = 0) => new Date(DELIVERED.getTime() + days * 86_400_000 + ms);
const reading = (state: UsageReading['state'], more: Partial<UsageReading> = {}): UsageReading => ({
  state,
  checkedAt: onDay(3),
  ...more,
});
const plan = (change: Partial<RefundFacts> = {}, now = onDay(3)) =>
  planRefund(
    {
      ...{ payment: 'captured', price: money(1990, 'EUR'), data: LIMITED },
      ...{ deliveredAt: DELIVERED, reading: reading('not_started'), isRefunded: false },
      ...change,
    },
    POLICY,
    now,
  );
const part = (minor: number, leftShare: number) => ({
  kind: 'part',
  amount: money(minor, 'EUR'),
  until: new Date('2026-06-15T10:00:00Z'),
  leftShare,
});
const none = (reason: string) => ({ kind: 'none', reason });
const WHOLE = { kind: 'whole', amount: money(1990, 'EUR'), until: new Date('2026-11-28T10:00:00Z') };

describe('the refund of an eSIM that never connected', () => {
  it.each([
    ['not begun', reading('not_started')],
    ['not yet made by the network', reading('provisioning')],
    ['begun by nobody, with a counter of nothing', reading('not_started', { usedBytes: 0 })],
  ])('is the whole price: %s', (_, usage) => {
    expect(plan({ reading: usage })).toEqual(WHOLE);
  });

  it('ends after the last moment of the 180th day', () => {
    expect(plan({}, onDay(180))).toEqual(WHOLE);
    expect(plan({}, onDay(180, 1))).toEqual(none('too_late'));
  });

  it('is the price of yen and dinars as they are', () => {
    expect(plan({ price: money(1990, 'JPY') })).toMatchObject({ amount: { minor: 1990, currency: 'JPY' } });
    expect(plan({ price: money(4550, 'KWD') })).toMatchObject({ amount: { minor: 4550, currency: 'KWD' } });
  });
});

describe('the refund of an eSIM that connected', () => {
  const days = (startedDay: number, endsDay: number) => ({
    startedAt: onDay(startedDay),
    endsAt: onDay(endsDay),
  });

  it.each<[string, DataAllowance, UsageReading, ReturnType<typeof part>]>([
    ['half is left', LIMITED, reading('active', { remainingBytes: 5 * GIGABYTE }), part(995, 0.5)],
    ['a quarter was used', LIMITED, reading('active', { usedBytes: 2.5 * GIGABYTE }), part(1493, 0.75)],
    ['one byte is left', LIMITED, reading('active', { remainingBytes: 1 }), part(1, 1 / (10 * GIGABYTE))],
    [
      'more is left than was sold',
      LIMITED,
      reading('active', { remainingBytes: 11 * GIGABYTE }),
      part(1990, 1),
    ],
    [
      'the partner counts from another total',
      LIMITED,
      reading('active', { initialBytes: 100, remainingBytes: 7 }),
      part(140, 0.07),
    ],
    [
      'not begun, yet with a start',
      LIMITED,
      reading('not_started', { startedAt: onDay(1), remainingBytes: 5 * GIGABYTE }),
      part(995, 0.5),
    ],
    ['not begun, yet with use', LIMITED, reading('not_started', { usedBytes: GIGABYTE }), part(1791, 0.9)],
    ['daily data, seven of ten days left', DAILY, reading('active', days(0, 10)), part(1393, 0.7)],
    [
      'no stated limit, three of four days left',
      UNDISCLOSED,
      reading('active', days(2, 6)),
      part(1493, 0.75),
    ],
  ])('is what is left of it, rounded up: %s', (_, data, usage, expected) => {
    expect(plan({ data, reading: usage })).toEqual(expected);
  });

  it('is exact where a share in floating point is not', () => {
    const seven = reading('active', { initialBytes: 100, remainingBytes: 7 });
    expect(plan({ price: money(1000, 'EUR'), reading: seven })).toMatchObject({ amount: { minor: 70 } });
  });

  it('is whole yen, and dinars in the steps of ten fils that a card can be given', () => {
    const third = reading('active', { initialBytes: 3, remainingBytes: 1 });
    expect(plan({ price: money(100, 'JPY'), reading: third })).toMatchObject({ amount: { minor: 34 } });
    expect(plan({ price: money(4550, 'KWD'), reading: third })).toMatchObject({ amount: { minor: 1520 } });
  });

  it('ends after the last moment of the 14th day', () => {
    const half = { reading: reading('active', { remainingBytes: 5 * GIGABYTE }) };
    expect(plan(half, onDay(14))).toEqual(part(995, 0.5));
    expect(plan(half, onDay(14, 1))).toEqual(none('too_late'));
  });

  it.each<[string, UsageReading]>([
    ['the data is used up', reading('depleted')],
    ['the counter stands at nothing', reading('active', { remainingBytes: 0 })],
    ['more was used than was sold', reading('active', { usedBytes: 11 * GIGABYTE })],
    ['the days are over', reading('expired', { remainingBytes: GIGABYTE })],
    ['it ends at this moment', reading('active', { remainingBytes: GIGABYTE, endsAt: onDay(3) })],
    ['the partner cancelled it', reading('cancelled')],
    ['the partner lists it no longer', reading('gone', { remainingBytes: GIGABYTE })],
  ])('is nothing: %s', (_, usage) => {
    expect(plan({ reading: usage })).toEqual(none('used_up'));
  });

  it.each<[string, DataAllowance, UsageReading]>([
    ['nothing is counted', LIMITED, reading('active')],
    ['the total is nothing', LIMITED, reading('active', { initialBytes: 0, remainingBytes: 0 })],
    ['the days have no end', DAILY, reading('active', { startedAt: onDay(1) })],
    ['the days have no start', UNDISCLOSED, reading('active', { endsAt: onDay(9) })],
    ['the days end before they start', DAILY, reading('active', days(9, 8))],
  ])('is not offered where nothing tells how much is left: %s', (_, data, usage) => {
    expect(plan({ data, reading: usage })).toEqual(none('not_measurable'));
  });
});

describe('no refund', () => {
  it.each<[string, Partial<RefundFacts>, string]>([
    ['there is one already, whatever else is true', { isRefunded: true, payment: 'disputed' }, 'already'],
    ['all of it went back by hand', { payment: 'refunded' }, 'already'],
    ['the cardholder complains', { payment: 'disputed' }, 'disputed'],
    ['the cardholder has won', { payment: 'lost' }, 'disputed'],
    ['the money is only on hold', { payment: 'authorised' }, 'not_charged'],
    ['the hold went back', { payment: 'voided' }, 'not_charged'],
    ['it was not delivered', { deliveredAt: undefined }, 'not_charged'],
    ['it was never read', { reading: undefined }, 'usage_unknown'],
    ['the partner does not say', { reading: reading('unknown') }, 'usage_unknown'],
  ])('is offered: %s', (_, change, reason) => {
    expect(plan(change)).toEqual(none(reason));
  });

  it.each(['partly_refunded', 'won'] as const)('stands in the way of this one: %s', (payment) => {
    expect(plan({ payment })).toEqual(WHOLE);
  });
});

describe('any refund', () => {
  const bytes = fc.integer({ min: 0, max: 2 ** 42 });
  const moment = fc.integer({ min: -30, max: 400 }).map((day) => onDay(day, day));
  const usage = fc.record(
    {
      state: fc.constantFrom<UsageReading['state']>(
        'not_started',
        'provisioning',
        'active',
        'depleted',
        'unknown',
      ),
      checkedAt: moment,
      ...{ initialBytes: bytes, usedBytes: bytes, remainingBytes: bytes, startedAt: moment, endsAt: moment },
    },
    { requiredKeys: ['state', 'checkedAt'] },
  );
  const facts = fc.record({
    payment: fc.constantFrom(...PAYMENT_STATES),
    price: fc
      .tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.constantFrom(...CURRENCIES))
      .map(([tens, currency]) => money(tens * 10, currency)),
    data: fc.constantFrom(LIMITED, DAILY, UNDISCLOSED),
    deliveredAt: fc.option(fc.constant(DELIVERED), { nil: undefined }),
    reading: fc.option(usage, { nil: undefined }),
    isRefunded: fc.boolean(),
  });

  it('is more than nothing, at most the price, in its currency and in steps of a card', () => {
    fc.assert(
      fc.property(facts, moment, (given, now) => {
        const offer = planRefund(given, POLICY, now);
        if (offer.kind === 'none') return;
        expect(offer.amount.minor).toBeGreaterThan(0);
        expect(offer.amount.minor).toBeLessThanOrEqual(given.price.minor);
        expect(offer.amount.currency).toBe(given.price.currency);
        expect(offer.amount.minor % (given.price.currency === 'KWD' ? 10 : 1)).toBe(0);
        expect(offer.until.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(['captured', 'partly_refunded', 'won']).toContain(given.payment);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has a number that follows the order', () => {
    expect(toRefundNumber('LF-7Q4K29', 1)).toBe('LF-7Q4K29-R1');
  });
});
