import { OrderBody } from '@/components/orders/order-body';
import type { OrderContext } from '@/components/orders/order-context';
import { OrderSign } from '@/components/orders/order-sign';
import { ButtonLink, buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';

/** The payment page was left, or its answer is on its way. */
export function OrderAwaiting({ context, cancelled }: { context: OrderContext; cancelled: boolean }) {
  const { order, amount, locale, t } = context;
  return (
    <>
      <OrderSign context={context}>
        <p className="max-w-xl text-board-muted text-large">{t('awaiting.body', { amount })}</p>
        {order.payUrl ? (
          <a
            href={order.payUrl}
            className={buttonClass({ variant: 'sun', className: 'mt-5 w-full tablet:w-auto' })}
          >
            <Icon name="card" className="size-5" />
            {t('awaiting.continue')}
          </a>
        ) : null}
      </OrderSign>
      <OrderBody>
        {cancelled ? (
          <Notice tone="info">{t('awaiting.cancelled')}</Notice>
        ) : (
          <Notice tone="info">{t('awaiting.confirming')}</Notice>
        )}
        <PromiseLine context={context} />
        <ButtonLink href={`/${locale}/destinations`} variant="quiet">
          {t('awaiting.otherPlan')}
        </ButtonLink>
      </OrderBody>
    </>
  );
}

/** The time to pay is over. */
export function OrderAbandoned({ context }: { context: OrderContext }) {
  const { order, locale, t } = context;
  return (
    <>
      <OrderSign context={context}>
        <p className="max-w-xl text-board-muted text-large">{t('abandoned.body')}</p>
      </OrderSign>
      <OrderBody>
        <div className="flex flex-col gap-3 tablet:flex-row">
          <ButtonLink href={`/${locale}/plans/${order.plan.planId}`}>{t('abandoned.again')}</ButtonLink>
          <ButtonLink href={`/${locale}/destinations`} variant="quiet">
            {t('abandoned.all')}
          </ButtonLink>
        </div>
        <PromiseLine context={context} />
      </OrderBody>
    </>
  );
}

function PromiseLine({ context: { t } }: { context: OrderContext }) {
  return (
    <p className="flex gap-2.5 text-muted text-small">
      <Icon name="promise" className="mt-0.5 size-4" />
      {t('promise')}
    </p>
  );
}
