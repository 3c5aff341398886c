import type { ReactNode } from 'react';
import type { EsimView, SlotView } from '#lib/domain/order-view';
import { InstallPanel } from '@/components/esims/install-panel';
import { LiveMeter } from '@/components/esims/meter/live-meter-client';
import { toMeterWire } from '@/components/esims/meter/meter-wire';
import { InstallLinksPanel } from '@/components/orders/install-links-panel';
import type { OrderContext } from '@/components/orders/order-context';
import { planWords } from '@/components/orders/plan-words';
import { slotAnchor, slotName } from '@/components/orders/slot-list';
import { RefundPanel } from '@/components/refunds/refund-panel';
import { Flag } from '@/components/ui/flag';
import { Icon } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';

/** A slot whose eSIM is there. */
export type ReadySlot = Extract<SlotView, { kind: 'ready' }>;

type ReadyEsimProps = { context: OrderContext; slot: ReadySlot };

/**
 * One eSIM: its codes until it is installed, then its meter first and the codes folded away. Of several, on wide
 * screens, what is not for installing stands beside it.
 */
export function ReadyEsim({ context, slot }: ReadyEsimProps) {
  const heading = context.order.quantity > 1 ? slotName(context, slot) : undefined;
  const meter = <EsimMeter context={context} slot={slot} />;
  const inUse = isInUse(slot.esim);
  const refund = <RefundPanel context={context} esimId={slot.esim.id} />;
  const install = <Install context={context} slot={slot} />;
  return (
    <section
      id={slotAnchor(slot.slot)}
      className={`scroll-mt-4 space-y-5 ${heading ? BESIDE : ''}`}
      aria-label={heading}
    >
      {heading ? <h2 className="type-h2 wide:col-span-2 wide:pt-2">{heading}</h2> : null}
      <div className="min-w-0 space-y-5">
        {inUse ? meter : install}
        {inUse ? <Folded context={context}>{install}</Folded> : null}
      </div>
      <div className="min-w-0 space-y-5">
        {inUse ? null : meter}
        {refund}
      </div>
    </section>
  );
}

const BESIDE =
  'wide:col-span-2 wide:grid wide:grid-cols-subgrid wide:items-start wide:gap-y-5 wide:space-y-0';

function Folded({ context: { t }, children }: { context: OrderContext; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="panel flex min-h-14 items-center gap-3 px-4 font-semibold marker:content-none">
        <Icon name="chevron-forward" className="size-5 transition-transform group-open:rotate-90" />
        {t('install.alreadyTitle')}
      </summary>
      <div className="mt-5 space-y-5">
        <p className="text-muted text-small">{t('install.already')}</p>
        {children}
      </div>
    </details>
  );
}

/** The codes, and where there are several eSIMs the one-tap links: on a phone they come first. */
function Install({ context, slot }: ReadyEsimProps) {
  const { order, device, locale, t } = context;
  const { place } = planWords(slot.plan, { t, locale });
  const codes = <InstallPanel esim={slot.esim} device={device} place={place} t={t} />;
  if (order.quantity === 1 || isInUse(slot.esim)) return codes;
  const links = <InstallLinksPanel context={context} esim={slot.esim} />;
  return device === 'desktop' ? (
    <>
      {codes}
      {links}
    </>
  ) : (
    <>
      {links}
      {codes}
    </>
  );
}

/** Once it is on a phone or has counted, the codes are of no more use to its owner. */
export function isInUse({ profileState, meter }: EsimView): boolean {
  if (profileState === 'installed' || profileState === 'removed' || profileState === 'expired') return true;
  return meter.face !== 'waiting_for_first_reading' && meter.face !== 'not_started';
}

function EsimMeter({ context, slot: { esim, plan } }: ReadyEsimProps) {
  const { now, locale, t } = context;
  const { meter, profileState, usageEveryMinutes } = esim;
  const words = planWords(plan, { t, locale });
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
        plan={{ data: plan.data, days: words.days, start: plan.start }}
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
