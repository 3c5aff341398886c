import { describe, expect, it } from 'vitest';
import { money } from '#lib/domain/money';
import type { FulfilmentState } from '#lib/domain/order';
import { type Completion, planCompletion } from '#lib/orders/plan-completion';

const NOW = new Date('2026-11-22T12:00:00Z');
const LATER = new Date('2026-11-22T12:15:00Z');

const PAID = new Date('2026-11-22T11:59:00Z');

function plan(
  states: readonly FulfilmentState[],
  promiseUntil?: Date,
  told: { delayedAt?: Date } = { delayedAt: PAID },
): Completion {
  const lines = states.map((fulfilment) => ({ fulfilment }));
  const promise = promiseUntil && { authorisedAt: PAID, promiseUntil };
  return planCompletion({ unitPrice: money(990, 'EUR'), lines, ...promise, ...told }, NOW);
}
const wait = { kind: 'wait', until: LATER };
const show = { kind: 'show' };
const release = { kind: 'release' };
const capture = (arrived: number, minor: number) => ({
  kind: 'capture',
  amount: { minor, currency: 'EUR' },
  arrived,
});

describe('planCompletion', () => {
  it.each<[string, FulfilmentState[], object]>([
    ['waits for the only one', ['queued'], wait],
    ['waits whatever it waits for', ['sending', 'placed', 'unknown', 'held'], wait],
    ['shows what is here while others are waited for', ['allocated', 'queued'], show],
    ['shows the second while the first is in use already', ['delivered', 'allocated', 'held'], show],
    ['waits on once everything that is here is shown', ['delivered', 'delivered', 'unknown'], wait],
    ['waits although some were given up', ['cancelled', 'placed'], wait],
    ['takes the price of the only one', ['allocated'], capture(1, 990)],
    ['takes the sum when all are here', ['allocated', 'allocated', 'allocated'], capture(3, 2970)],
    ['counts those that are shown already', ['delivered', 'allocated'], capture(2, 1980)],
    ['takes what was shown last', ['delivered', 'delivered'], capture(2, 1980)],
    ['takes the sum of what arrived', ['delivered', 'cancelled', 'allocated'], capture(2, 1980)],
    ['gives everything back when none arrived', ['cancelled', 'cancelled'], release],
  ])('%s: %j', (_, states, completion) => {
    expect(plan(states, LATER)).toEqual(completion);
  });

  it.each<[string, FulfilmentState[], object]>([
    ['gives up what has not arrived', ['allocated', 'queued'], { kind: 'give_up' }],
    ['gives up a line that waits for a person', ['held'], { kind: 'give_up' }],
    ['still takes what arrived', ['allocated', 'cancelled'], capture(1, 990)],
    ['still gives back', ['cancelled'], release],
  ])('at the end of the promise %s: %j', (_, states, completion) => {
    expect(plan(states, NOW)).toEqual(completion);
  });

  it.each<[string, Date, object]>([
    ['nothing in the first three minutes', LATER, { kind: 'wait', until: new Date('2026-11-22T12:02:00Z') }],
    [
      'that it takes longer, after a fifth of a short promise',
      new Date('2026-11-22T12:04:00Z'),
      { kind: 'tell_delay' },
    ],
  ])('tells %s', (_, promiseUntil, completion) => {
    expect(plan(['queued'], promiseUntil, {})).toEqual(completion);
  });

  it('looks again after a minute where no promise is noted', () => {
    expect(plan(['queued'])).toEqual({ kind: 'wait', until: new Date('2026-11-22T12:01:00Z') });
  });
});
