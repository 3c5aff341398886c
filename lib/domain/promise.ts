import type { Order } from '#lib/domain/order';

const MINUTE_MS = 60_000;

/** When a waiting order says what: `slow` on the page, `delayed` on the page and by mail, `over` the hold goes back. */
export type PromiseClock = { slowAt: Date; delayedAt: Date; overAt: Date };

/** Which of the clock's words hold now. */
export type PromisePhase = 'soon' | 'slow' | 'delayed' | 'over';

export function toPromisePhase(clock: PromiseClock, now: Date): PromisePhase {
  if (now >= clock.overAt) return 'over';
  if (now >= clock.delayedAt) return 'delayed';
  return now >= clock.slowAt ? 'slow' : 'soon';
}

/** One and three minutes after the payment, sooner where the promise itself is short. `undefined` before the payment. */
export function toPromiseClock({
  authorisedAt,
  promiseUntil,
}: Pick<Order, 'authorisedAt' | 'promiseUntil'>): PromiseClock | undefined {
  if (!authorisedAt || !promiseUntil) return undefined;
  const lengthMs = promiseUntil.getTime() - authorisedAt.getTime();
  const after = (ms: number) => new Date(authorisedAt.getTime() + ms);
  return {
    slowAt: after(Math.min(MINUTE_MS, lengthMs / 15)),
    delayedAt: after(Math.min(3 * MINUTE_MS, lengthMs / 5)),
    overAt: promiseUntil,
  };
}
