import { ArrivalSteps } from '@/components/esims/arrival-steps';
import { InstallGuides } from '@/components/esims/install-guides';
import { OwnInstallLink } from '@/components/esims/install-links';
import { InstallLinksPanel } from '@/components/orders/install-links-panel';
import { OrderBody, SeveralBody } from '@/components/orders/order-body';
import { arePlansMixed, type OrderContext } from '@/components/orders/order-context';
import { OrderSign } from '@/components/orders/order-sign';
import { PaidLine } from '@/components/orders/paid-line';
import { isInUse, ReadyEsim, type ReadySlot } from '@/components/orders/ready-esim';
import { ReceiptLinks } from '@/components/orders/receipt-links';
import { SlotList } from '@/components/orders/slot-list';
import { SubstituteOffers } from '@/components/orders/substitute-offers';
import { RefundedSlots } from '@/components/refunds/refund-facts';
import { Panel } from '@/components/ui/panel';

/** An eSIM is there: install it with the device in hand, then watch what is left of it. Others may still be on their way. */
export function OrderReady({ context }: { context: OrderContext }) {
  const { order, plan, device, words, t } = context;
  const ready = order.slots.flatMap((slot) => (slot.kind === 'ready' ? [slot] : []));
  const uninstalled = ready.filter(({ esim }) => !isInUse(esim));
  const only = order.quantity === 1 ? uninstalled[0] : undefined;
  const aside = <ReadyAside context={context} only={only} />;
  const esims = ready.map((slot) => <ReadyEsim key={slot.esim.id} context={context} slot={slot} />);
  const guides = (
    <>
      <RefundedSlots context={context} />
      {uninstalled.length > 0 ? <InstallGuides device={device} t={t} /> : null}
      <ArrivalSteps start={arePlansMixed(order) ? 'not_stated' : plan.start} days={words.days} t={t} />
    </>
  );
  return (
    <>
      <OrderSign context={context}>
        <PaidLine context={context} />
        {only && device !== 'desktop' ? <OwnLink context={context} slot={only} /> : null}
      </OrderSign>
      {order.quantity === 1 ? (
        <OrderBody aside={aside}>
          <SubstituteOffers context={context} />
          {esims}
          {guides}
        </OrderBody>
      ) : (
        <SeveralBody
          top={
            <>
              <SlotList context={context} />
              <SubstituteOffers context={context} />
            </>
          }
          aside={aside}
        >
          {esims}
          <div className="min-w-0 space-y-5 wide:col-start-1">{guides}</div>
        </SeveralBody>
      )}
    </>
  );
}

function OwnLink({ context: { device, t }, slot }: { context: OrderContext; slot: ReadySlot }) {
  return (
    <div className="mt-6">
      <OwnInstallLink code={slot.esim.activationCode} device={device} t={t} />
      <p className="mt-1 text-board-muted text-small">
        {t(slot.plan.start === 'first_connection' ? 'install.daysFirst' : 'install.daysUnknown')}
      </p>
    </div>
  );
}

/** Of several eSIMs each one's links stand with it: beside the first they would be taken for the first one's. */
function ReadyAside({ context, only }: { context: OrderContext; only: ReadySlot | undefined }) {
  const { order, locale, t } = context;
  return (
    <>
      {only ? <InstallLinksPanel context={context} esim={only.esim} /> : null}
      <Panel>
        <h2 className="type-h3">{t('install.mailTitle')}</h2>
        <p className="mt-1 break-words text-muted text-small">{t('install.mail', { email: order.email })}</p>
        <p className="mt-3 text-muted text-small">{t('install.keep')}</p>
      </Panel>
      {order.capturedAt ? <ReceiptLinks order={order} locale={locale} /> : null}
    </>
  );
}
