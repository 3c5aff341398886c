import type { EsimView } from '#lib/domain/order-view';
import { ArrivalSteps } from '@/components/esims/arrival-steps';
import { InstallGuides } from '@/components/esims/install-guides';
import { BothInstallLinks, OwnInstallLink } from '@/components/esims/install-links';
import { OrderBody } from '@/components/orders/order-body';
import type { OrderContext } from '@/components/orders/order-context';
import { OrderSign } from '@/components/orders/order-sign';
import { PaidLine } from '@/components/orders/paid-line';
import { isInUse, ReadyEsim } from '@/components/orders/ready-esim';
import { ReceiptLinks } from '@/components/orders/receipt-links';
import { Panel } from '@/components/ui/panel';

/** The eSIM is there: install it with the device in hand, then watch what is left of it. */
export function OrderReady({ context }: { context: OrderContext }) {
  const { order, device, words, t } = context;
  const [first] = order.esims;
  const count = order.esims.length;
  const waiting = order.esims.filter((esim) => !isInUse(esim));
  const onPhone = device !== 'desktop' && count === 1 && first !== undefined;
  return (
    <>
      <OrderSign context={context}>
        <PaidLine context={context} />
        {onPhone && !isInUse(first) ? (
          <div className="mt-6">
            <OwnInstallLink code={first.activationCode} device={device} t={t} />
            <p className="mt-1 text-board-muted text-small">
              {t(order.plan.start === 'first_connection' ? 'install.daysFirst' : 'install.daysUnknown')}
            </p>
          </div>
        ) : null}
      </OrderSign>
      <OrderBody aside={<ReadyAside context={context} waiting={waiting} />}>
        {order.esims.map((esim, index) => (
          <ReadyEsim
            key={esim.id}
            context={context}
            esim={esim}
            heading={count > 1 ? t('ready.many', { index: index + 1, count }) : undefined}
          />
        ))}
        {waiting.length > 0 ? <InstallGuides device={device} t={t} /> : null}
        <ArrivalSteps start={order.plan.start} days={words.days} t={t} />
      </OrderBody>
    </>
  );
}

type ReadyAsideProps = { context: OrderContext; waiting: readonly EsimView[] };

function ReadyAside({ context: { order, device, locale, t }, waiting }: ReadyAsideProps) {
  return (
    <>
      {waiting.map((esim) => (
        <Panel key={esim.id} as="section" labelledBy={`links-${esim.id}`}>
          <h2 id={`links-${esim.id}`} className="type-h3">
            {t('install.linksTitle')}
          </h2>
          <p className="mt-1 mb-4 break-words text-muted text-small">
            {t('install.linksBody', { email: order.email })}
          </p>
          <BothInstallLinks code={esim.activationCode} device={device} t={t} />
        </Panel>
      ))}
      <Panel>
        <h2 className="type-h3">{t('install.mailTitle')}</h2>
        <p className="mt-1 break-words text-muted text-small">{t('install.mail', { email: order.email })}</p>
        <p className="mt-3 text-muted text-small">{t('install.keep')}</p>
      </Panel>
      {order.capturedAt ? (
        <ReceiptLinks orderId={order.id} orderNumber={order.number} locale={locale} />
      ) : null}
    </>
  );
}
