import type { EsimView } from '#lib/domain/order-view';
import { InstallPanel } from '@/components/esims/install-panel';
import { LiveMeter } from '@/components/esims/meter/live-meter-client';
import { toMeterWire } from '@/components/esims/meter/meter-wire';
import type { OrderContext } from '@/components/orders/order-context';
import { Flag } from '@/components/ui/flag';
import { Icon } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';

type ReadyEsimProps = { context: OrderContext; esim: EsimView; heading: string | undefined };

/** One eSIM: its codes until it is installed, then its meter first and the codes folded away. */
export function ReadyEsim({ context, esim, heading }: ReadyEsimProps) {
  const { device, words, t } = context;
  const install = <InstallPanel esim={esim} device={device} place={words.place} t={t} />;
  const meter = <EsimMeter context={context} esim={esim} />;
  return (
    <section className="space-y-5" aria-label={heading}>
      {heading ? <h2 className="type-h2">{heading}</h2> : null}
      {isInUse(esim) ? (
        <>
          {meter}
          <details className="group">
            <summary className="panel flex min-h-14 items-center gap-3 px-4 font-semibold marker:content-none">
              <Icon name="chevron-forward" className="size-5 transition-transform group-open:rotate-90" />
              {t('install.alreadyTitle')}
            </summary>
            <div className="mt-5 space-y-5">
              <p className="text-muted text-small">{t('install.already')}</p>
              {install}
            </div>
          </details>
        </>
      ) : (
        <>
          {install}
          {meter}
        </>
      )}
    </section>
  );
}

/** Once it is on a phone or has counted, the codes are of no more use to its owner. */
export function isInUse({ profileState, meter }: EsimView): boolean {
  if (profileState === 'installed' || profileState === 'removed' || profileState === 'expired') return true;
  return meter.face !== 'waiting_for_first_reading' && meter.face !== 'not_started';
}

function EsimMeter({ context, esim }: { context: OrderContext; esim: EsimView }) {
  const { order, words, now } = context;
  const { meter, profileState, usageEveryMinutes } = esim;
  return (
    <Panel>
      <LiveMeter
        esimId={esim.id}
        first={{
          meter: toMeterWire(meter),
          profileState,
          ...(usageEveryMinutes !== undefined && { usageEveryMinutes }),
          now: now.toISOString(),
        }}
        plan={{ data: order.plan.data, days: words.days, start: order.plan.start }}
        tone="paper"
        heading={
          <span className="flex items-center gap-3 font-semibold">
            <Flag code={words.flag} size="row" />
            {words.place}
          </span>
        }
      />
    </Panel>
  );
}
