import { describe, expect, it } from 'vitest';
import { GIGABYTE } from '#lib/domain/plan';
import { readFixtures } from '#lib/providers/read-fixtures';
import { toProfileState, toUsage } from '#lib/providers/zendit/map-usage';
import { zenditPlansWire } from '#lib/providers/zendit/wire';

const fixtures = readFixtures(new URL('./fixtures/responses.json', import.meta.url));
const plans = zenditPlansWire.parse(fixtures.of('plans'));
const now = new Date('2026-11-22T12:00:00Z');
const row = (changes: Record<string, unknown>) => ({ ...Object(plans.list[0]), ...changes });
const OFFER = 'ESIM-FR-7D-3GB';

describe('usage', () => {
  it('is that of the plan of the offer, without a time of measurement', () => {
    expect(toUsage(plans, OFFER, now)).toEqual({
      state: 'active',
      initialBytes: 3 * GIGABYTE,
      usedBytes: 2.25 * GIGABYTE,
      remainingBytes: 0.75 * GIGABYTE,
      checkedAt: now,
      startedAt: new Date('2026-11-20T08:05:00Z'),
      endsAt: new Date('2026-11-27T08:05:00Z'),
    });
  });

  it('of an unlimited plan has no figures', () => {
    expect(toUsage(plans, 'ESIM-FR-30D-ULF', now)).toEqual({ state: 'not_started', checkedAt: now });
  });

  it.each([
    ['QUEUED', {}, 'not_started'],
    ['ACTIVE', {}, 'active'],
    ['ACTIVE', { startAt: null, remainingDataGB: 3 }, 'not_started'],
    ['ACTIVE', { startAt: '0001-01-01T00:00:00Z', remainingDataGB: 2 }, 'active'],
    ['ACTIVE', { remainingDataGB: 0 }, 'depleted'],
    ['PAUSED', {}, 'unknown'],
  ])('of a plan that is %s with %j is %s', (status, changes, state) => {
    const list = [row({ status, ...changes })];
    expect(toUsage({ ...plans, list }, OFFER, now)).toMatchObject({ state });
  });

  it('takes the running one of two plans of the same offer', () => {
    const list = [row({ status: 'QUEUED', remainingDataGB: 3 }), row({ remainingDataGB: 1 })];
    expect(toUsage({ ...plans, list }, OFFER, now)).toMatchObject({ remainingBytes: GIGABYTE });
  });

  it('of a plan that vanished is gone, without a figure', () => {
    expect(toUsage({ ...plans, list: [] }, OFFER, now)).toEqual({ state: 'gone', checkedAt: now });
  });

  it('of a plan that never appeared on an uninstalled eSIM is still to come', () => {
    expect(toUsage({ list: [], firstInstalledAt: '' }, OFFER, now)).toEqual({
      state: 'provisioning',
      checkedAt: now,
    });
  });

  it('passes over rows that it cannot read', () => {
    const list = [null, 7, { offerId: OFFER, initialDataGB: 'three' }];
    expect(toUsage({ ...plans, list }, OFFER, now)).toEqual({ state: 'unknown', checkedAt: now });
  });
});

it.each([
  ['2026-11-20T08:00:00Z', 'installed'],
  ['', 'ready_to_install'],
  ['0001-01-01T00:00:00Z', 'ready_to_install'],
  ['yesterday', 'unknown'],
  [undefined, 'unknown'],
])('reads the first installation "%s" as %s', (firstInstalledAt, state) => {
  expect(toProfileState({ list: [], firstInstalledAt })).toBe(state);
});
