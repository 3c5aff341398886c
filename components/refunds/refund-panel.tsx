import { getTranslations } from 'next-intl/server';
import { formatMoney } from '#lib/domain/money';
import type { PlanSnapshot } from '#lib/domain/order';
import type { RefundOffer } from '#lib/domain/refund';
import { assertNever } from '#lib/domain/result';
import { LocalTime } from '@/components/orders/local-time-client';
import type { OrderContext } from '@/components/orders/order-context';
import { RefundForm } from '@/components/refunds/refund-form-client';
import { noRefundWords, type RefundTranslator } from '@/components/refunds/refund-words';
import { Panel } from '@/components/ui/panel';

type RefundPanelProps = { context: OrderContext; esimId: string };

/** Whether this eSIM can be given back now, why, and the one press that does it. */
export async function RefundPanel({ context, esimId }: RefundPanelProps) {
  const { order, locale, refunds } = context;
  const slot = order.slots.find((one) => one.kind === 'ready' && one.esim.id === esimId);
  if (slot?.kind !== 'ready') return null;
  const t = await getTranslations('refund');
  const { lineId, refundOffer: offer } = slot;
  const { answered } = refunds;
  return (
    <Panel as="section" labelledBy={`refund-${lineId}`}>
      <h2 id={`refund-${lineId}`} className="type-h3">
        {t('panel.title')}
      </h2>
      <OfferWords offer={offer} plan={slot.plan} context={context} t={t} />
      <RefundForm
        action={refunds.request}
        answered={answered?.lineId === lineId ? answered : undefined}
        locale={locale}
        orderId={order.id}
        lineId={lineId}
        offer={
          offer.kind === 'none'
            ? undefined
            : {
                button: t('panel.button', { amount: formatMoney(offer.amount, locale) }),
                busy: t('panel.busy'),
                amountMinor: offer.amount.minor,
              }
        }
      />
    </Panel>
  );
}

type OfferWordsProps = {
  offer: RefundOffer;
  plan: PlanSnapshot;
  context: OrderContext;
  t: RefundTranslator;
};

function OfferWords({ offer, plan, context, t }: OfferWordsProps) {
  const { order, locale, refunds } = context;
  if (offer.kind === 'none')
    return <p className="mt-1 text-muted">{noRefundWords(offer.reason, { t, policy: refunds.policy })}</p>;
  const date = () => <LocalTime iso={offer.until.toISOString()} format="day" locale={locale} />;
  const [first, check] = offerLines();
  return (
    <>
      <p className="mt-1 tabular">{first}</p>
      <p className="mt-2 text-muted text-small">
        {check} {t('panel.consequence')}
      </p>
    </>
  );

  function offerLines() {
    switch (offer.kind) {
      case 'whole':
        return [t.rich('panel.whole', { date }), t('panel.asked')];
      case 'part': {
        const values = {
          date,
          percent: Math.round(offer.leftShare * 100),
          amount: formatMoney(offer.amount, locale),
          price: formatMoney(order.unitPrice, locale),
        };
        const key = plan.data.kind === 'limited' ? 'panel.partData' : 'panel.partTime';
        return [t.rich(key, values), t('panel.measured')];
      }
      case 'none':
        return [];
      default:
        return assertNever(offer);
    }
  }
}
