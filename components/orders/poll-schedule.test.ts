import { expect, it } from 'vitest';
import { pollDelayMs } from '@/components/orders/poll-schedule';

it.each([
  [0, 2_000],
  [10, 2_000],
  [11, 5_000],
  [34, 5_000],
  [35, 30_000],
  [500, 30_000],
])('waits after %i looks for %i ms', (looks, delayMs) => {
  expect(pollDelayMs(looks)).toBe(delayMs);
});
