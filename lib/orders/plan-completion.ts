import { TIMING } from '#lib/config/timing';
import { type Money, money } from '#lib/domain/money';
import { hasArrived, isWaiting, type Order, type OrderLine } from '#lib/domain/order';
import { toPromiseClock } from '#lib/domain/promise';

/** What an order whose amount is on hold comes to at this moment. */
export type Completion =
  /** The third minute is over and nothing is here: the customer is told what happens next. */
  | { kind: 'tell_delay' }
  /** Nothing is due before `until`. */
  | { kind: 'wait'; until: Date }
  /** The promise is over: what has not arrived is given up. */
  | { kind: 'give_up' }
  /** Some eSIMs are here while others are waited for: they can be used already. */
  | { kind: 'show' }
  /** Everything that will arrive has arrived: this is taken, the rest of the hold goes back. */
  | { kind: 'capture'; amount: Money; arrived: number }
  | { kind: 'release' };

type CompletionFacts = Pick<Order, 'unitPrice' | 'authorisedAt' | 'promiseUntil' | 'delayedAt'> & {
  lines: readonly Pick<OrderLine, 'fulfilment'>[];
};

/** Decides from the order alone. Money is taken once, so it waits for the last line that may still arrive. */
export function planCompletion(order: CompletionFacts, now: Date): Completion {
  const arrived = order.lines.filter(hasArrived);
  if (order.lines.some(isWaiting)) {
    if (order.promiseUntil && order.promiseUntil <= now) return { kind: 'give_up' };
    if (arrived.some((line) => line.fulfilment === 'allocated')) return { kind: 'show' };
    return planWait(order, now);
  }
  if (arrived.length === 0) return { kind: 'release' };
  const amount = money(order.unitPrice.minor * arrived.length, order.unitPrice.currency);
  return { kind: 'capture', amount, arrived: arrived.length };
}

function planWait(order: CompletionFacts, now: Date): Completion {
  const clock = toPromiseClock(order);
  if (!clock) return { kind: 'wait', until: new Date(now.getTime() + TIMING.order.reviewLook) };
  if (order.delayedAt) return { kind: 'wait', until: clock.overAt };
  return now >= clock.delayedAt ? { kind: 'tell_delay' } : { kind: 'wait', until: clock.delayedAt };
}
