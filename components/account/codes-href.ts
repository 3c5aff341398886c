import type { EsimSummary } from '#lib/domain/order-view';
import { slotAnchor } from '@/components/orders/slot-list';

/** Where an eSIM's codes stand; of an order with several straight to this one's. */
export function codesHref({ orderId, slot }: EsimSummary, locale: string) {
  const order = `/${locale}/orders/${orderId}` as const;
  return slot === undefined ? order : (`${order}#${slotAnchor(slot)}` as const);
}
