import { DeliveryRuler } from '@/components/orders/delivery-ruler';
import { LocalTime } from '@/components/orders/local-time-client';
import { OrderBody } from '@/components/orders/order-body';
import type { OrderContext } from '@/components/orders/order-context';
import { OrderSign } from '@/components/orders/order-sign';
import { OrderSteps } from '@/components/orders/order-steps';
import { ButtonLink } from '@/components/ui/button';

/** Nothing arrived, nothing was charged: said first, then the next act at once. */
export function OrderReleased({ context }: { context: OrderContext }) {
  const { order, amount, words, promiseMinutes, locale, t } = context;
  const releasedAt = order.releasedAt ?? order.promiseUntil;
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
        {releasedAt ? (
          <p className="mt-4 max-w-xl text-large">
            {t.rich('released.body', {
              amount,
              time: () => <LocalTime iso={releasedAt.toISOString()} format="clock" locale={locale} />,
            })}
          </p>
        ) : null}
      </OrderSign>
      <OrderBody>
        <OrderSteps context={context} />
        <h2 className="type-h2 pt-4">{t('released.next')}</h2>
        <p className="text-muted">{t('released.nextBody')}</p>
        <div className="flex flex-col gap-3 tablet:flex-row">
          <ButtonLink href={placeHref(context)}>{t('released.all', { place: words.place })}</ButtonLink>
          <ButtonLink href={`/${locale}/plans/${order.plan.planId}`} variant="quiet">
            {t('released.again')}
          </ButtonLink>
        </div>
      </OrderBody>
    </>
  );
}

/** The money went back. */
export function OrderRefunded({ context }: { context: OrderContext }) {
  const { amount, locale, t } = context;
  return (
    <>
      <OrderSign context={context}>
        <p className="max-w-xl text-board-muted text-large">{t('refunded.body', { amount })}</p>
      </OrderSign>
      <OrderBody>
        <ButtonLink href={`/${locale}/destinations`}>{t('refunded.all')}</ButtonLink>
      </OrderBody>
    </>
  );
}

/** The search knows every place by its name; an address made up here might not exist. */
function placeHref({ words, locale }: OrderContext): `/${string}` {
  return `/${locale}/search?q=${encodeURIComponent(words.place)}`;
}
