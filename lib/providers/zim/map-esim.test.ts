import { describe, expect, it } from 'vitest';
import { readFixtures } from '#lib/providers/read-fixtures';
import { toPlanState, toProfile, toProfileState, toStockItem, toUsage } from '#lib/providers/zim/map-esim';
import { oneOf, zimEsimWire, zimSubscriptionWire, zimUsageWire } from '#lib/providers/zim/wire';

const fixtures = readFixtures(new URL('./fixtures/responses.json', import.meta.url));
const esim = zimEsimWire.parse(fixtures.of('esim'));
const subscription = zimSubscriptionWire.parse(fixtures.of('subscription'));
const report = zimUsageWire.parse(fixtures.of('usage'));
const now = new Date('2026-11-22T12:00:00Z');

it.each([
  ['PROCESSING', 'provisioning'],
  ['RELEASED', 'ready_to_install'],
  ['DOWNLOADED', 'downloading'],
  ['INSTALLED', 'installed'],
  ['ENABLED', 'installed'],
  ['DISABLED', 'installed'],
  ['ONLINE', 'installed'],
  ['OFFLINE', 'installed'],
  ['UNINSTALLED', 'removed'],
  ['EXPIRED', 'expired'],
  ['UNAVAILABLE', 'unknown'],
  ['constructor', 'unknown'],
])('reads the eSIM status %s as %s', (status, state) => {
  expect(toProfileState(status)).toBe(state);
});

it.each([
  ['PROCESSING', 'provisioning'],
  ['PENDING', 'not_started'],
  ['ACTIVE', 'active'],
  ['DEPLETED', 'depleted'],
  ['EXPIRED', 'expired'],
  ['CANCELLED', 'cancelled'],
  ['PAUSED', 'unknown'],
])('reads the subscription status %s as %s', (status, state) => {
  expect(toPlanState(status)).toBe(state);
});

describe('a profile', () => {
  it('is ready with every digit of a bare-number ICCID', () => {
    expect(toProfile(esim, 'sub_1')).toEqual({
      kind: 'ready',
      profile: {
        iccid: '8948010000000012345',
        activationCode: {
          smdpAddress: 'smdpp.example.com',
          matchingId: '64DF7EFC13EBEB1AA90F126A509BBDBD',
          confirmationRequired: false,
        },
        state: 'ready_to_install',
        esimRef: 'esim_fixture1',
        subscriptionRef: 'sub_1',
      },
    });
  });

  it.each([
    ['it is processed', { status: 'PROCESSING' }],
    ['ZIM cannot tell', { status: 'UNAVAILABLE' }],
    ['its status is new', { status: 'PARKED' }],
    ['it has no address', { smdpPlus: ' ' }],
    ['it has no matching ID', { matchingID: null }],
  ])('is not ready while %s', (_, changes) => {
    expect(toProfile({ ...esim, ...changes }, 'sub_1')).toEqual({ kind: 'not_yet' });
  });

  it.each([
    ['its ICCID has too few digits', { iccid: '8948' }],
    ['its address is no host name', { smdpPlus: 'https://smdpp.example.com' }],
    ['its matching ID would be cut off', { matchingID: 'AB$CD' }],
  ])('is broken when %s', (_, changes) => {
    expect(toProfile({ ...esim, ...changes }, 'sub_1')).toEqual({ kind: 'broken' });
  });

  it('is read from an object and from an array of one', () => {
    expect(oneOf(zimEsimWire).parse([fixtures.of('esim')])).toEqual(esim);
    expect(oneOf(zimEsimWire).parse(fixtures.of('esim'))).toEqual(esim);
    expect(oneOf(zimEsimWire).safeParse([esim, esim]).success).toBe(false);
  });
});

describe('usage', () => {
  it('joins the state of the subscription with the figures of the report', () => {
    expect(toUsage(subscription, report, now)).toEqual({
      state: 'active',
      initialBytes: 104_857_600,
      usedBytes: 10_485_760,
      remainingBytes: 94_371_840,
      measuredAt: new Date('2025-09-10T13:18:12Z'),
      checkedAt: now,
    });
  });

  it('of an unlimited plan is what was spent and nothing else', () => {
    const unlimited = { ...subscription, plan: { id: 'p', dataValue: -1 } };
    const figures = { ...report, currentBalanceBytes: 0, initialBalanceBytes: 0 };
    expect(toUsage(unlimited, figures, now)).toMatchObject({ usedBytes: 10_485_760 });
    expect(toUsage(unlimited, figures, now)).not.toHaveProperty('remainingBytes');
    expect(toUsage(unlimited, figures, now)).not.toHaveProperty('initialBytes');
  });

  it('without a report is the state alone', () => {
    expect(toUsage({ ...subscription, status: 'PENDING' }, undefined, now)).toEqual({
      state: 'not_started',
      checkedAt: now,
    });
  });

  it('from an hour in the future has no time of measurement', () => {
    const ahead = { ...report, lastUpdatedAt: now.getTime() / 1000 + 3600 };
    expect(toUsage(subscription, ahead, now)).not.toHaveProperty('measuredAt');
  });

  it('from a minute in the future is as of now', () => {
    const ahead = { ...report, lastUpdatedAt: now.getTime() / 1000 + 60 };
    expect(toUsage(subscription, ahead, now)).toMatchObject({ measuredAt: now });
  });
});

it.each([
  ['an item without an eSIM', { id: 's', plan: { id: 'p' }, status: 'PROCESSING' }, 'no_esim_yet'],
  ['an item without a plan', { id: 's', esimID: 'e', status: 'ACTIVE' }, 'no_plan'],
  ['something else', 'nothing', 'unreadable'],
])('leaves %s out of the stock', (_, item, skipped) => {
  expect(toStockItem(item)).toEqual({ ok: false, skipped });
});

it('keeps the order that made an eSIM, should the partner name it', () => {
  const item = { id: 'sub', esimID: 'esim', status: 'PROCESSING', plan: { id: 'plan' } };
  expect(toStockItem(item)).toMatchObject({ ok: true });
  expect(toStockItem(item)).not.toMatchObject({ value: { orderRef: expect.anything() } });
  expect(toStockItem({ ...item, orderID: 'order-7' })).toMatchObject({ value: { orderRef: 'order-7' } });
});
