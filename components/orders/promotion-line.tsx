import { formatMoney } from '#lib/domain/money';
import { toListPrice } from '#lib/domain/order';
import type { OrderContext } from '@/components/orders/order-context';

/** What the code of the order changed, while there is something to pay or paid for. */
export function PromotionLine({ context: { order, locale, t } }: { context: OrderContext }) {
  const { promotion, stage, unitPrice, quantity } = order;
  if (!promotion || stage === 'payment_abandoned' || stage === 'released') return null;
  const amounts = { amount: formatMoney(unitPrice, locale), list: formatMoney(toListPrice(order), locale) };
  return (
    <p className="mt-3 text-board-muted text-small tabular">
      {t('promotion', { ...amounts, code: promotion.code, count: quantity })}
    </p>
  );
}
