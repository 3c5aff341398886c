import { formatIccid } from '#lib/domain/esim';
import type { EsimView } from '#lib/domain/order-view';
import type { OrderTranslator } from '@/components/orders/plan-words';
import { CopyRow } from '@/components/ui/copy-row';
import { Notice } from '@/components/ui/notice';

type CodeRowsProps = { esim: Pick<EsimView, 'iccid' | 'activationCode'>; t: OrderTranslator };

/** What one types into a phone by hand. */
export function CodeRows({ esim, t }: CodeRowsProps) {
  const { smdpAddress, matchingId, confirmationRequired } = esim.activationCode;
  const words = { copy: t('install.copy'), copied: t('install.copied'), failed: t('install.copyFailed') };
  return (
    <div>
      <div className="divide-y divide-border">
        <CopyRow label={t('install.smdp')} value={smdpAddress} words={words} />
        {matchingId === '' ? (
          <div className="py-3">
            <p className="text-label text-muted">{t('install.code')}</p>
            <p className="text-row">{t('install.codeEmpty')}</p>
          </div>
        ) : (
          <CopyRow label={t('install.code')} value={matchingId} words={words} />
        )}
        <div className="py-3">
          <p className="text-label text-muted">{t('install.iccid')}</p>
          <p dir="ltr" translate="no" className="select-all text-row tabular">
            {formatIccid(esim.iccid)}
          </p>
        </div>
      </div>
      {confirmationRequired ? <Notice tone="warn">{t('install.confirmation')}</Notice> : null}
    </div>
  );
}
