import type { Esim } from '#lib/db/esim-row';
import type { EsimStore } from '#lib/db/esim-store';
import type { RefundStore } from '#lib/db/refund-store';
import type { Money } from '#lib/domain/money';
import type { Order, OrderLine } from '#lib/domain/order';
import {
  type NoRefundReason,
  planRefund,
  type Refund,
  type RefundOffer,
  type RefundPolicy,
} from '#lib/domain/refund';
import { err, ok, type Result } from '#lib/domain/result';
import { refundMail } from '#lib/refunds/refund-mail';

export type OpenRefundDeps = {
  esims: Pick<EsimStore, 'listOf' | 'read'>;
  refunds: Pick<RefundStore, 'listOf' | 'open'>;
  /** Asks the wholesaler now; a failure is noted on the eSIM. */
  refreshUsage: (esim: Esim) => Promise<unknown>;
  policy: RefundPolicy;
  now: () => Date;
};

/**
 * Nothing was begun. `usage_unavailable`: the network partner cannot be asked at the moment. `amount_changed`: less
 * would go back than was agreed to.
 */
export type OpenRefundError =
  | { kind: 'not_possible'; reason: NoRefundReason }
  | { kind: 'amount_changed'; amount: Money }
  | { kind: 'usage_unavailable' };

/** What the order page says of one eSIM, from what is stored. */
export function offerRefund(
  { policy, now }: Pick<OpenRefundDeps, 'policy' | 'now'>,
  { order, line, esim, isRefunded }: { order: Order; line: OrderLine; esim: Esim; isRefunded: boolean },
): RefundOffer {
  const facts = {
    payment: order.payment,
    price: order.unitPrice,
    data: line.plan.data,
    deliveredAt: line.deliveredAt,
    reading: esim.reading,
    isRefunded,
  };
  return planRefund(facts, policy, now());
}

/** `agreedMinor`: the amount that the customer agreed to; absent, whatever is left goes back. */
export type RefundRequest = { line: OrderLine; agreedMinor?: number | undefined };

/**
 * Begins the refund of one eSIM by a reading taken now. Pressed fifty times at once it is one refund: whoever comes
 * second is answered with the first.
 */
export async function openRefund(
  deps: OpenRefundDeps,
  order: Order,
  { line, agreedMinor = 0 }: RefundRequest,
): Promise<Result<Refund, OpenRefundError>> {
  const begun = (await deps.refunds.listOf(order.id)).find((refund) => refund.lineId === line.id);
  if (begun) return ok(begun);
  const stored = (await deps.esims.listOf(order.id)).find(({ lineId }) => lineId === line.id);
  if (!stored || !order.paymentIntentId) return err({ kind: 'not_possible', reason: 'not_charged' });
  await deps.refreshUsage(stored);
  const esim = await deps.esims.read(stored.id);
  if (!esim || esim.readFailedAt) return err({ kind: 'usage_unavailable' });
  const offer = offerRefund(deps, { order, line, esim, isRefunded: false });
  if (offer.kind === 'none') return err({ kind: 'not_possible', reason: offer.reason });
  if (offer.amount.minor < agreedMinor) return err({ kind: 'amount_changed', amount: offer.amount });
  const opened = await deps.refunds.open({
    orderId: order.id,
    lineId: line.id,
    reason: offer.kind === 'whole' ? 'unused' : 'partly_used',
    paymentId: order.paymentIntentId,
    amount: offer.amount,
    now: deps.now(),
    mail: (position) => refundMail(order, { position }, 'refund_started'),
  });
  return opened ? ok(opened.refund) : err({ kind: 'not_possible', reason: 'not_charged' });
}
