import type { EsimView } from '#lib/domain/order-view';
import { BothInstallLinks } from '@/components/esims/install-links';
import type { OrderContext } from '@/components/orders/order-context';
import { Panel } from '@/components/ui/panel';

/** The one-tap links of one eSIM, for the phone that it is meant for. */
export function InstallLinksPanel({ context, esim }: { context: OrderContext; esim: EsimView }) {
  const { order, device, t } = context;
  return (
    <Panel as="section" labelledBy={`links-${esim.id}`}>
      <h2 id={`links-${esim.id}`} className="type-h3">
        {t('install.linksTitle')}
      </h2>
      <p className="mt-1 mb-4 break-words text-muted text-small">
        {t('install.linksBody', { email: order.email })}
      </p>
      <BothInstallLinks code={esim.activationCode} device={device} t={t} />
    </Panel>
  );
}
