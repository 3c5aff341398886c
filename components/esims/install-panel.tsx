import { toLpa } from '#lib/domain/esim';
import type { EsimView } from '#lib/domain/order-view';
import { CodeRows } from '@/components/esims/code-rows';
import type { Device } from '@/components/esims/device';
import { NumberedSteps } from '@/components/esims/numbered-steps';
import { QrCode } from '@/components/esims/qr-code';
import type { OrderTranslator } from '@/components/orders/plan-words';
import { Panel } from '@/components/ui/panel';
import { Perforation } from '@/components/ui/perforation';

type InstallPanelProps = {
  esim: Pick<EsimView, 'id' | 'iccid' | 'activationCode'>;
  device: Device;
  place: string;
  t: OrderTranslator;
};

/** Codes and QR code: on a desktop the picture first, on a phone, which cannot scan itself, the text first. */
export function InstallPanel(props: InstallPanelProps) {
  return props.device === 'desktop' ? <DesktopInstall {...props} /> : <PhoneInstall {...props} />;
}

function DesktopInstall({ esim, place, t }: InstallPanelProps) {
  return (
    <Panel as="section" labelledBy={`scan-${esim.id}`} className="">
      <div className="grid gap-8 p-4 tablet:grid-cols-[18rem_1fr] wide:p-6">
        <QrCode text={toLpa(esim.activationCode)} label={t('install.qrAlt')} />
        <div>
          <h2 id={`scan-${esim.id}`} className="type-h3 mb-4">
            {t('install.scanTitle')}
          </h2>
          <NumberedSteps
            steps={[
              { key: 'wifi', title: t('install.scan1') },
              { key: 'camera', title: t('install.scan2'), detail: t('install.scan2Detail') },
              { key: 'point', title: t('install.scan3'), detail: t('install.scan3Detail') },
              { key: 'name', title: t('install.scan4', { place }), detail: t('install.scan4Detail') },
            ]}
          />
        </div>
      </div>
      <Perforation />
      <div className="px-4 pt-3 pb-4 wide:px-6">
        <h3 className="type-h3">{t('install.typeTitle')}</h3>
        <CodeRows esim={esim} t={t} />
      </div>
    </Panel>
  );
}

function PhoneInstall({ esim, t }: InstallPanelProps) {
  return (
    <>
      <Panel as="section" labelledBy={`type-${esim.id}`} className="px-4 pt-4 pb-2">
        <h2 id={`type-${esim.id}`} className="type-h3">
          {t('install.typeTitle')}
        </h2>
        <CodeRows esim={esim} t={t} />
      </Panel>
      <Panel as="section" labelledBy={`scan-${esim.id}`}>
        <h2 id={`scan-${esim.id}`} className="type-h3">
          {t('install.scanTitlePhone')}
        </h2>
        <p className="mt-1 mb-4 text-muted text-small">{t('install.scanPhone')}</p>
        <QrCode text={toLpa(esim.activationCode)} label={t('install.qrAlt')} />
      </Panel>
    </>
  );
}
