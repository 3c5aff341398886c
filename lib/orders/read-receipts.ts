import type { Locale } from '#lib/config/shop';
import type { PlanSnapshot } from '#lib/domain/order';
import { type Receipt, toReceipts } from '#lib/domain/receipt';
import { type OrderAccessDeps, requireOwn, type Viewer } from '#lib/orders/read-order-view';

type ReceiptDeps = Pick<OrderAccessDeps, 'orders' | 'links' | 'now'> & {
  describePlan: (plan: PlanSnapshot, locale: Locale) => string;
  taxBps: number;
};

/** An order's receipts for its owner, none before it was charged; `undefined` for an order that is not theirs. */
export async function readReceipts(
  deps: ReceiptDeps,
  input: { orderId: string; locale: Locale } & Viewer,
): Promise<Receipt[] | undefined> {
  const order = await requireOwn(deps, input.orderId, input);
  if (!order) return undefined;
  const { number, email, plan, price, capturedAt } = order;
  if (!capturedAt) return [];
  return toReceipts({
    orderNumber: number,
    email,
    description: deps.describePlan(plan, input.locale),
    unitPrice: price,
    delivered: 1,
    capturedMinor: price.minor,
    capturedAt,
    refunds: [],
    taxBps: deps.taxBps,
  });
}
