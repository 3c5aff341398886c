import { describe, expect, it } from 'vitest';
import { toPromiseClock, toPromisePhase } from '#lib/domain/promise';

const PAID = new Date('2026-11-22T12:00:00Z');
const at = (time: string) => new Date(`2026-11-22T${time}Z`);
const clockOf = (promiseUntil: Date) => toPromiseClock({ authorisedAt: PAID, promiseUntil });

describe('the clock of a promise', () => {
  it.each([
    ['of fifteen minutes', '12:15:00', '12:01:00', '12:03:00'],
    ['of an hour', '13:00:00', '12:01:00', '12:03:00'],
    ['of five minutes, scaled', '12:05:00', '12:00:20', '12:01:00'],
    ['of one minute, scaled', '12:01:00', '12:00:04', '12:00:12'],
  ])(
    'says slow after the first, delayed after the third and over after the last minute: %s',
    (_, over, slow, delayed) => {
      expect(clockOf(at(over))).toEqual({ slowAt: at(slow), delayedAt: at(delayed), overAt: at(over) });
    },
  );

  it('stands still before the payment', () => {
    expect(toPromiseClock({})).toBeUndefined();
    expect(toPromiseClock({ authorisedAt: PAID })).toBeUndefined();
  });

  it.each([
    ['12:00:59.999', 'soon'],
    ['12:01:00', 'slow'],
    ['12:02:59.999', 'slow'],
    ['12:03:00', 'delayed'],
    ['12:14:59.999', 'delayed'],
    ['12:15:00', 'over'],
    ['12:16:00', 'over'],
  ])('is at %s: %s', (time, phase) => {
    const clock = { slowAt: at('12:01:00'), delayedAt: at('12:03:00'), overAt: at('12:15:00') };
    expect(toPromisePhase(clock, at(time))).toBe(phase);
  });
});
