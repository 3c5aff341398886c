import type { MailRequest } from '#lib/db/order-store';
import type { Order } from '#lib/domain/order';

type OrderMailKind = 'order_received' | 'order_delayed' | 'order_ready' | 'order_released' | 'payment_failed';

/** The outbox row of a mail that an order's move causes, at most one per order and kind. Its words are made on sending. */
export function orderMail(order: Order, kind: OrderMailKind): MailRequest {
  return { dedupeKey: `${kind}:${order.id}`, kind, to: order.email, locale: order.locale, data: {} };
}
