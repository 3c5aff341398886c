import type { AccountView, EsimSummary } from '#lib/domain/order-view';
import type { OrderTranslator } from '@/components/orders/plan-words';

type Known = { orders: AccountView['orders']; t: OrderTranslator };

/** "eSIM 2 of 3": tells eSIMs of one order apart. `undefined` where the order has just this one. */
export function whichEsim({ orderId, slot }: EsimSummary, { orders, t }: Known): string | undefined {
  const count = orders.find(({ id }) => id === orderId)?.quantity;
  if (slot === undefined || count === undefined) return undefined;
  return t('ready.many', { index: slot, count });
}
