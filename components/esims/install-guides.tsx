import { type Device, type Phone, phonesInOrder } from '@/components/esims/device';
import type { OrderTranslator } from '@/components/orders/plan-words';
import { Icon } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';

const STEPS = {
  iphone: ['iphone1', 'iphone2', 'iphone3', 'iphone4'],
  pixel: ['pixel1', 'pixel2', 'pixel3', 'pixel4'],
  samsung: ['samsung1', 'samsung2', 'samsung3', 'samsung4'],
  android: ['android1', 'android2', 'android3', 'android4'],
} as const satisfies Record<Phone, readonly string[]>;

type InstallGuidesProps = { device: Device; t: OrderTranslator };

/** The way through the phone's menus; the visitor's own phone is open, the others one press away. */
export function InstallGuides({ device, t }: InstallGuidesProps) {
  const phones = phonesInOrder(device);
  return (
    <Panel as="section" labelledBy="guides">
      <h2 id="guides" className="type-h3">
        {t('guides.title')}
      </h2>
      <p className="mt-1 text-muted text-small">{t('guides.menusDiffer')}</p>
      <div className="mt-3 divide-y divide-border border-border border-t">
        {phones.map((phone) => (
          <Guide
            key={phone}
            phone={phone}
            own={phone === device}
            open={phone === (device === 'desktop' ? 'iphone' : device)}
            t={t}
          />
        ))}
      </div>
    </Panel>
  );
}

type GuideProps = { phone: Phone; own: boolean; open: boolean; t: OrderTranslator };

function Guide({ phone, own, open, t }: GuideProps) {
  return (
    <details open={open} name="guide" className="group">
      <summary className="flex min-h-14 items-center gap-3 font-semibold marker:content-none">
        <Icon name="chevron-forward" className="size-5 transition-transform group-open:rotate-90" />
        {t(`guides.${phone}`)}
        {own ? <span className="font-normal text-muted text-small">{t('guides.yours')}</span> : null}
      </summary>
      <ol className="mb-5 list-decimal space-y-2 ps-12 marker:font-semibold marker:text-muted">
        {STEPS[phone].map((step) => (
          <li key={step}>{t(`guides.${step}`)}</li>
        ))}
      </ol>
    </details>
  );
}
