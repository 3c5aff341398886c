import type { OrderLine } from '#lib/domain/order';

/** When to look again: after the pause, but no later than the end of the promise, for then the order is released. */
export function nextTurn(line: Pick<OrderLine, 'promiseUntil'>, now: Date, pauseMs: number): Date {
  const at = new Date(now.getTime() + pauseMs);
  const { promiseUntil } = line;
  return promiseUntil && promiseUntil > now && promiseUntil < at ? promiseUntil : at;
}
