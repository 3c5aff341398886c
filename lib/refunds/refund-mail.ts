import type { MailRequest } from '#lib/db/order-store';
import type { Order } from '#lib/domain/order';
import type { Refund } from '#lib/domain/refund';

export type RefundMailKind = 'refund_started' | 'refund_done' | 'refund_delayed';

/** The outbox row of a mail about one refund, at most one per refund and kind. */
export function refundMail(
  order: Pick<Order, 'id' | 'email' | 'locale'>,
  { position }: Pick<Refund, 'position'>,
  kind: RefundMailKind,
): MailRequest {
  const { id, email: to, locale } = order;
  return { dedupeKey: `${kind}:${id}:${position}`, kind, to, locale, data: { position: String(position) } };
}
