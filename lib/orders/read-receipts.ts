import type { Locale } from '#lib/config/shop';
import { hasArrived, type OrderLine, type PlanSnapshot } from '#lib/domain/order';
import { type Receipt, type RefundFact, toReceipts } from '#lib/domain/receipt';
import type { Refund } from '#lib/domain/refund';
import { type OrderAccessDeps, requireOwn, type Viewer } from '#lib/orders/read-order-view';

type ReceiptDeps = Pick<OrderAccessDeps, 'orders' | 'refunds' | 'links' | 'now'> & {
  describePlan: (plan: PlanSnapshot, locale: Locale) => string;
};

/** An order's receipts for its owner, none before it was charged; `undefined` for an order that is not theirs. */
export async function readReceipts(
  deps: ReceiptDeps,
  input: { orderId: string; locale: Locale } & Viewer,
): Promise<Receipt[] | undefined> {
  const order = await requireOwn(deps, input.orderId, input);
  if (!order) return undefined;
  const { number, email, unitPrice, promotion, capturedAt, capturedMinor } = order;
  if (!capturedAt || !capturedMinor) return [];
  const arrived = order.lines.filter(hasArrived);
  const toWords = ({ plan }: Pick<OrderLine, 'plan'>) => deps.describePlan(plan, input.locale);
  const refunds = await deps.refunds.listOf(order.id);
  return toReceipts({
    orderNumber: number,
    email,
    unitPrice,
    ...(promotion && { promotion }),
    delivered: arrived.map(toWords),
    capturedMinor,
    capturedAt,
    refunds: refunds.flatMap((refund) => {
      const line = arrived.find(({ id }) => id === refund.lineId);
      return line ? toRefundFact(refund, toWords(line)) : [];
    }),
    taxBps: order.taxBps,
  });
}

/** What went through, of this charge: a surplus payment that went back was never on the receipt. */
function toRefundFact(refund: Refund, description: string): RefundFact[] {
  const { state, position, amount, settledAt, reference } = refund;
  if (state !== 'succeeded' || !settledAt) return [];
  const fact = { number: position, description, minor: amount.minor, at: settledAt };
  return [{ ...fact, ...(reference && { reference }) }];
}
