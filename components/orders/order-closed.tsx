import { getTranslations } from 'next-intl/server';
import { formatMoney } from '#lib/domain/money';
import { DeliveryRuler } from '@/components/orders/delivery-ruler';
import { LocalTime } from '@/components/orders/local-time-client';
import { OrderBody } from '@/components/orders/order-body';
import { isReturned, isSentBack, type OrderContext } from '@/components/orders/order-context';
import { OrderSign } from '@/components/orders/order-sign';
import { OrderSteps } from '@/components/orders/order-steps';
import { ReceiptLinks } from '@/components/orders/receipt-links';
import { RefundedSlots } from '@/components/refunds/refund-facts';
import { ButtonLink } from '@/components/ui/button';

/** Nothing arrived, nothing was charged: said first, then the next act at once. */
export function OrderReleased({ context }: { context: OrderContext }) {
  const { order, plan, amount, words, promiseMinutes, locale, t } = context;
  const { releasedAt } = order;
  const minutes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(promiseMinutes);
  return (
    <>
      <OrderSign context={context}>
        <DeliveryRuler
          share={1}
          tone="closed"
          minutes={promiseMinutes}
          words={{ usual: t('clock.usual'), limit: t('clock.limit', { minutes }) }}
        />
        <p className="mt-4 max-w-xl text-large">
          {releasedAt
            ? t.rich('released.body', {
                amount,
                time: () => <LocalTime iso={releasedAt.toISOString()} format="dayTime" locale={locale} />,
              })
            : t('released.releasing', { amount })}
        </p>
      </OrderSign>
      <OrderBody>
        <OrderSteps context={context} />
        <h2 className="type-h2 pt-4">{t('released.next')}</h2>
        <p className="text-muted">{t('released.nextBody')}</p>
        <div className="flex flex-col gap-3 tablet:flex-row">
          <ButtonLink href={placeHref(context)}>{t('released.all', { place: words.place })}</ButtonLink>
          <ButtonLink href={`/${locale}/plans/${plan.planId}`} variant="quiet">
            {t('released.again')}
          </ButtonLink>
        </div>
      </OrderBody>
    </>
  );
}

/** The money went back, or is on its way. Without refunds of ours to show it was sent back by hand. */
export async function OrderRefunded({ context }: { context: OrderContext }) {
  const { order, locale, t } = context;
  const refund = await getTranslations('refund.closed');
  const ours = refund(isSentBack(order) ? 'done' : 'begun');
  const byHand = t('refunded.body', { amount: formatMoney(order.captured ?? order.price, locale) });
  return (
    <>
      <OrderSign context={context}>
        <p className="max-w-xl text-board-muted text-large">{isReturned(order) ? ours : byHand}</p>
      </OrderSign>
      <OrderBody>
        <RefundedSlots context={context} />
        <ReceiptLinks order={order} locale={locale} />
        <ButtonLink href={`/${locale}/destinations`}>{t('refunded.all')}</ButtonLink>
      </OrderBody>
    </>
  );
}

/** The search knows every place by its name; an address made up here might not exist. */
function placeHref({ words, locale }: OrderContext): `/${string}` {
  return `/${locale}/search?q=${encodeURIComponent(words.place)}`;
}
