import { describe, expect, it } from 'vitest';
import { classifyItem, decidePurchase, type PoolLedger, toItemUse } from '#lib/orders/pool';

const empty: PoolLedger = {
  waitingLines: 0,
  freeItems: 0,
  coming: 0,
  ambiguousYoung: 0,
  unclearInARow: 0,
  sending: 0,
  causedByLine: 0,
  unclearOfAccount: 0,
  surplusOfDay: 0,
};

describe('decidePurchase', () => {
  it.each([
    ['nobody waits', {}, 'wait'],
    ['one line waits and nothing was bought', { waitingLines: 1 }, 'buy'],
    ['a free eSIM lies in the pool', { waitingLines: 1, freeItems: 1 }, 'wait'],
    ['an accepted call has not shown its eSIM yet', { waitingLines: 1, coming: 1 }, 'wait'],
    [
      'an unanswered call may still show up',
      { waitingLines: 1, ambiguousYoung: 1, unclearInARow: 1 },
      'wait',
    ],
    ['the unanswered call is old enough to be given up', { waitingLines: 1, unclearInARow: 1 }, 'buy'],
    ['another worker is calling', { waitingLines: 1, sending: 1 }, 'wait'],
    ['two wait and one call is coming', { waitingLines: 2, coming: 1 }, 'buy'],
  ] as const)('when %s', (_, ledger, kind) => {
    expect(decidePurchase({ ...empty, ...ledger })).toEqual({ kind });
  });

  it('stops buying a plan after three calls without a clear answer', () => {
    expect(decidePurchase({ ...empty, waitingLines: 1, unclearInARow: 3 })).toEqual({
      kind: 'hold',
      reason: 'breaker',
    });
  });

  it('hands an order whose line caused three calls to a person', () => {
    expect(decidePurchase({ ...empty, waitingLines: 1, causedByLine: 3 })).toEqual({
      kind: 'hold',
      reason: 'review',
    });
  });
});

describe('classifyItem', () => {
  const seen = {
    baselineTaken: true,
    use: 'unused',
    newEsim: true,
    admitted: 0,
    attempts: 1,
  } as const;

  it.each([
    ['everything there before the first purchase is baseline', { baselineTaken: false }, 'baseline'],
    ['an unused one within what we bought is ours', {}, 'ours'],
    ['one more than we bought is set aside', { admitted: 1 }, 'quarantine'],
    ['one in use is set aside', { use: 'used' }, 'quarantine'],
    ['a second plan on an eSIM that was seen before is set aside', { newEsim: false }, 'quarantine'],
    ['one whose state is not told is looked at again', { use: 'unclear' }, undefined],
    [
      'one whose state is not told is baseline on the first look',
      { use: 'unclear', baselineTaken: false },
      'baseline',
    ],
  ] as const)('%s', (_, change, origin) => {
    expect(classifyItem({ ...seen, ...change })).toBe(origin);
  });

  it.each([
    ['provisioning', 'unused'],
    ['not_started', 'unused'],
    ['active', 'used'],
    ['expired', 'used'],
    ['unknown', 'unclear'],
  ] as const)('calls a plan that is %s %s', (state, use) => {
    expect(toItemUse(state)).toBe(use);
  });
});
