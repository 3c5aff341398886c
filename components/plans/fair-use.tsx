import { getTranslations } from 'next-intl/server';
import type { DataAllowance } from '#lib/domain/plan';
import { readDataText } from '@/components/plans/plan-title';
import { speedText } from '@/components/plans/plan-words';

type Daily = Extract<DataAllowance, { kind: 'daily' }>;

/** A daily allowance as one day: what runs at full speed, and what comes after. */
export async function FairUse({ data, locale }: { data: Daily; locale: string }) {
  const t = await getTranslations('shop.plan');
  const amount = await readDataText({ kind: 'limited', bytes: data.bytesPerDay }, locale);
  return (
    <section aria-labelledby="fair">
      <h2 id="fair" className="type-h2 pb-3">
        {t('fairTitle')}
      </h2>
      <div className="panel p-4 wide:p-5">
        <p className="pb-3 text-muted text-small">{t('fairText')}</p>
        <div className="grid grid-cols-[2fr_3fr] gap-0.5">
          <p className="rounded-s-plate bg-primary p-3 text-on-primary text-small">
            <strong className="block text-row">{amount}</strong>
            {t('fairFull')}
          </p>
          <p className="rounded-e-plate bg-primary-soft p-3 text-primary text-small">
            <strong className="block text-row">{speedText(data.thenKbps, locale)}</strong>
            {t('fairSlow')}
          </p>
        </div>
        <p className="flex justify-between gap-4 pt-2 text-label text-muted">
          <span>{t('fairStart')}</span>
          <span className="text-end">{t('fairEnd')}</span>
        </p>
      </div>
    </section>
  );
}
