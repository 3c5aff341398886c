import { describe, expect, it } from 'vitest';
import { TIMING } from '#lib/config/timing';
import { hasGuard } from '#lib/faults/guard';
import { GUARDS, readFaultSettings } from '#lib/faults/settings';

describe('fault settings', () => {
  it('change nothing outside of tests', () => {
    expect(readFaultSettings({ SPEED_UP: '10', GUARDS_OFF: 'fencing' })).toEqual({
      SPEED_UP: 1,
      GUARDS_OFF: [],
    });
    expect(readFaultSettings({ APP_ENV: 'production', SPEED_UP: '10' }).SPEED_UP).toBe(1);
  });

  it('are read in tests', () => {
    expect(
      readFaultSettings({
        APP_ENV: 'test',
        SPEED_UP: '20',
        GUARDS_OFF: 'fencing,signature',
      }),
    ).toEqual({
      SPEED_UP: 20,
      GUARDS_OFF: ['fencing', 'signature'],
    });
  });

  it('count as not set while they are malformed', () => {
    expect(readFaultSettings({ APP_ENV: 'test', SPEED_UP: 'fast' }).SPEED_UP).toBe(1);
  });

  it('leave every guard standing by default, and the shop at its own speed', () => {
    expect(GUARDS.filter((guard) => !hasGuard(guard))).toEqual([]);
    expect(TIMING.worker.orderLease).toBe(90_000);
  });

  it('keep the order between the windows that guard a purchase', () => {
    expect(TIMING.partner.purchase).toBeLessThan(TIMING.pool.lostCall);
    expect(TIMING.pool.lostCall).toBeLessThan(TIMING.pool.settle);
    expect(TIMING.partner.purchase).toBeLessThan(TIMING.worker.orderLease);
  });
});
