import { toPromiseClock } from '#lib/domain/promise';
import { toClockWords } from '@/components/orders/clock-words';
import { LocalTime } from '@/components/orders/local-time-client';
import { OrderBody } from '@/components/orders/order-body';
import { isHeld, type OrderContext } from '@/components/orders/order-context';
import { OrderSign } from '@/components/orders/order-sign';
import { OrderSteps } from '@/components/orders/order-steps';
import { PreparingClock } from '@/components/orders/preparing-clock-client';
import { areSlotsMixed, SlotList } from '@/components/orders/slot-list';
import { SubstituteOffers } from '@/components/orders/substitute-offers';
import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';

/** On hold, being prepared, or waiting for something that we say: clock, ruler and steps tell the same thing. */
export function OrderWaiting({ context }: { context: OrderContext }) {
  const { order, amount, now, t } = context;
  const clock = toPromiseClock(order);
  const mixed = areSlotsMixed(order);
  return (
    <>
      <OrderSign context={context}>
        {order.authorisedAt && clock ? (
          <PreparingClock
            paidAt={order.authorisedAt}
            clock={clock}
            now={now.toISOString()}
            words={toClockWords(context)}
          />
        ) : null}
        <p className="mt-5 flex max-w-xl gap-3 font-semibold">
          <Icon name="promise" className="mt-0.5 size-5" />
          {t(order.quantity === 1 ? 'promiseHold' : 'promiseHoldMany', { amount })}
        </p>
      </OrderSign>
      <OrderBody>
        {isHeld(order) && !mixed ? <HeldNotice context={context} /> : null}
        {mixed ? <SlotList context={context} /> : null}
        <SubstituteOffers context={context} />
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
