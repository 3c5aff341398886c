import type { Locale } from '#lib/config/shop';
import type { RefundStore } from '#lib/db/refund-store';
import type { Order } from '#lib/domain/order';
import { toRefundView } from '#lib/domain/order-view';
import type { OrderMailData } from '#lib/emails/mail-data';
import { type RenderedMail, renderMail } from '#lib/emails/render-mail';
import type { RefundMailKind } from '#lib/refunds/refund-mail';

type RefundMail = { kind: RefundMailKind; order: Order; position: string | undefined };

/** A mail about one refund of an order, by its position; `undefined` when there is no such refund. */
export async function renderRefundMail(
  refunds: Pick<RefundStore, 'listOf'>,
  { kind, order, position }: RefundMail,
  { data, locale }: { data: OrderMailData; locale: Locale },
): Promise<RenderedMail | undefined> {
  const refund = (await refunds.listOf(order.id)).find((one) => String(one.position) === position);
  if (!refund) return undefined;
  return renderMail(kind, locale, { ...data, refund: toRefundView(order, refund) });
}
