import { assertNever } from '#lib/domain/result';
import { OrderRefunded, OrderReleased } from '@/components/orders/order-closed';
import {
  awaitsRefundNews,
  isReturned,
  type OrderContext,
  orderHeading,
} from '@/components/orders/order-context';
import { OrderReady } from '@/components/orders/order-ready';
import { OrderAbandoned, OrderAwaiting } from '@/components/orders/order-unpaid';
import { OrderWaiting } from '@/components/orders/order-waiting';
import { OrderWatch } from '@/components/orders/order-watch-client';
import { isSettled, orderStatusKey } from '@/components/orders/status-wire';
import { LookAgain } from '@/components/refunds/look-again-client';
import { WithdrawLink } from '@/components/refunds/withdraw-link';

type OrderPageProps = {
  context: OrderContext;
  /** Came back from the payment page without paying. */
  cancelled: boolean;
};

/** The order at its stage; it moves on by itself until there is nothing to wait for. */
export function OrderPage({ context, cancelled }: OrderPageProps) {
  const { order, t } = context;
  const settled = isSettled(order);
  return (
    <>
      <OrderStageView context={context} cancelled={cancelled} />
      <div className="wrap pb-4">
        <WithdrawLink order={order} locale={context.locale} />
        {awaitsRefundNews(order) ? <LookAgain /> : null}
        <OrderWatch
          orderId={order.id}
          shownKey={shownKey(context)}
          final={settled}
          heading={orderHeading(context)}
          words={{ unreachable: t('watch.offline') }}
        />
      </div>
      {settled ? null : (
        <noscript>
          <meta httpEquiv="refresh" content="10" />
        </noscript>
      )}
    </>
  );
}

function OrderStageView({ context, cancelled }: OrderPageProps) {
  const { stage } = context.order;
  switch (stage) {
    case 'awaiting_payment':
      return <OrderAwaiting context={context} cancelled={cancelled} />;
    case 'payment_abandoned':
      return <OrderAbandoned context={context} />;
    case 'on_hold':
    case 'preparing':
      return <OrderWaiting context={context} />;
    case 'ready':
      return isReturned(context.order) ? (
        <OrderRefunded context={context} />
      ) : (
        <OrderReady context={context} />
      );
    case 'released':
      return <OrderReleased context={context} />;
    case 'refunded':
      return <OrderRefunded context={context} />;
    default:
      return assertNever(stage);
  }
}

function shownKey({ order }: OrderContext): string {
  return orderStatusKey({
    stage: order.stage,
    ready: order.slots.filter((slot) => slot.kind === 'ready').length,
    settled: order.settled,
    holdReason: order.holdReason,
    phase: order.phase,
    authorisedAt: order.authorisedAt?.toISOString(),
    placedAt: order.placedAt?.toISOString(),
    deliveredAt: order.deliveredAt?.toISOString(),
    capturedAt: order.capturedAt?.toISOString(),
  });
}
