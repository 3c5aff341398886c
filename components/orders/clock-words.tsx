import { LocalTime } from '@/components/orders/local-time-client';
import { isHeld, isReplaced, type OrderContext } from '@/components/orders/order-context';
import type { ClockWords } from '@/components/orders/preparing-clock-client';
import { areSlotsMixed } from '@/components/orders/slot-list';

/** What is said in each phase of the promise, as far as it is true of this order at this moment. */
export function toClockWords(context: OrderContext): ClockWords {
  const { order, t, promiseMinutes, locale } = context;
  const minutes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(promiseMinutes);
  const situation = situationOf(context);
  const { promiseUntil } = order;
  const time = () =>
    promiseUntil ? <LocalTime iso={promiseUntil.toISOString()} format="clock" locale={locale} /> : null;
  return {
    sincePaid: t('clock.sincePaid'),
    usual: t('clock.usual'),
    limit: t('clock.limit', { minutes }),
    soon: t('clock.soon', { situation }),
    slow: t('clock.slow', { situation, count: order.quantity }),
    delayed: t.rich('clock.delayed', { situation, time }),
    over: t('clock.over', { situation }),
  };
}

type Situation = 'held' | 'several' | 'replaced' | 'ordered' | 'asked';

function situationOf({ order }: OrderContext): Situation {
  if (isHeld(order) && !areSlotsMixed(order)) return 'held';
  if (order.quantity > 1) return 'several';
  if (order.slots.some((slot) => isReplaced(order, slot))) return 'replaced';
  return order.placedAt ? 'ordered' : 'asked';
}
