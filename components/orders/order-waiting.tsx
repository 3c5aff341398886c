import { LocalTime } from '@/components/orders/local-time-client';
import { OrderBody } from '@/components/orders/order-body';
import { isHeld, type OrderContext } from '@/components/orders/order-context';
import { OrderSign } from '@/components/orders/order-sign';
import { OrderSteps } from '@/components/orders/order-steps';
import { type ClockWords, PreparingClock } from '@/components/orders/preparing-clock-client';
import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';

/** On hold, being prepared, or waiting for something that we say: clock, ruler and steps tell the same thing. */
export function OrderWaiting({ context }: { context: OrderContext }) {
  const { order, amount, promiseMinutes, now, t } = context;
  return (
    <>
      <OrderSign context={context}>
        {order.authorisedAt ? (
          <PreparingClock
            paidAt={order.authorisedAt.toISOString()}
            now={now.toISOString()}
            minutes={promiseMinutes}
            words={clockWords(context)}
          />
        ) : null}
        <p className="mt-5 flex max-w-xl gap-3 font-semibold">
          <Icon name="promise" className="mt-0.5 size-5" />
          {t('promiseHold', { amount })}
        </p>
      </OrderSign>
      <OrderBody>
        {isHeld(order) ? <HeldNotice context={context} /> : null}
        <OrderSteps context={context} />
        <Panel>
          <h2 className="type-h3">{t('close.title')}</h2>
          <p className="mt-1 break-words text-muted">{t('close.body', { email: order.email })}</p>
        </Panel>
      </OrderBody>
    </>
  );
}

function HeldNotice({ context: { order, locale, t } }: { context: OrderContext }) {
  const { holdReason, promiseUntil } = order;
  if (!holdReason) return null;
  const deadline = promiseUntil
    ? t.rich('held.deadline', {
        time: () => <LocalTime iso={promiseUntil.toISOString()} format="clock" locale={locale} />,
      })
    : t('held.noDeadline');
  return (
    <Notice tone="warn" title={t(`held.${holdReason}`)}>
      {deadline}
    </Notice>
  );
}

function clockWords({ t, promiseMinutes, locale }: OrderContext): ClockWords {
  const minutes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(promiseMinutes);
  return {
    sincePaid: t('clock.sincePaid'),
    usual: t('clock.usual'),
    limit: t('clock.limit', { minutes }),
    soon: t('clock.soon'),
    longer: t('clock.longer'),
    late: t('clock.late', { minutes }),
    over: t('clock.over'),
  };
}
