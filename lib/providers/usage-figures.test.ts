import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toUsageFigures } from '#lib/providers/usage-figures';

it.each([
  ['consistent figures', { initial: 100, used: 30, remaining: 70 }, [100, 30, 70]],
  ['remaining alone', { initial: 100, remaining: 70 }, [100, 30, 70]],
  ['used alone', { initial: 100, used: 30 }, [100, 30, 70]],
  ['used beyond the volume, balance negative', { initial: 100, used: 130, remaining: -30 }, [100, 100, 0]],
  ['used beyond the volume but data left', { initial: 100, used: 130, remaining: 50 }, [100, 50, 50]],
  ['both beyond the volume', { initial: 100, used: 130, remaining: 150 }, [100, undefined, undefined]],
  ['a negative balance alone', { initial: 100, remaining: -5 }, [100, undefined, undefined]],
  ['no volume', { used: 30, remaining: 70 }, [undefined, 30, undefined]],
  ['a volume of zero', { initial: 0, used: 30, remaining: 0 }, [undefined, 30, undefined]],
  ['nothing', {}, [undefined, undefined, undefined]],
  [
    'no number at all',
    { initial: Number.NaN, used: Number.POSITIVE_INFINITY },
    [undefined, undefined, undefined],
  ],
])('shows of %s only what can be true', (_, stated, [initial, used, remaining]) => {
  const figures = toUsageFigures(stated);
  expect([figures.initialBytes, figures.usedBytes, figures.remainingBytes]).toEqual([
    initial,
    used,
    remaining,
  ]);
});

it('never shows a negative figure, nor more than was bought', () => {
  const figure = fc.option(fc.oneof(fc.double(), fc.integer()), { nil: undefined });
  fc.assert(
    fc.property(fc.record({ initial: figure, used: figure, remaining: figure }), (stated) => {
      const { initialBytes, usedBytes, remainingBytes } = toUsageFigures(stated);
      const shown = [initialBytes, usedBytes, remainingBytes].filter((value) => value !== undefined);
      expect(shown.every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true);
      if (initialBytes !== undefined && remainingBytes !== undefined && usedBytes !== undefined)
        expect(usedBytes + remainingBytes).toBe(initialBytes);
    }),
  );
});
