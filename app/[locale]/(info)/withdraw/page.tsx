import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { REFUNDS, WITHDRAWAL_DAYS } from '#lib/config/refunds';
import { parseOrderNumber } from '#lib/domain/order';
import { withdrawAction } from '@/app/[locale]/(info)/withdraw/actions';
import { formMetadata } from '@/app/form-metadata';
import { readFormAnswer } from '@/app/plain-form';
import { WithdrawPanel } from '@/components/refunds/withdraw-panel';
import { withdrawState } from '@/components/refunds/withdraw-state';
import { WithdrawalRules } from '@/components/refunds/withdrawal-rules';
import { Sign } from '@/components/ui/sign';
import { requireLocale } from '@/i18n/require-locale';

/** Without a fallback the form is there without JavaScript too. */
export const instant = false;

type WithdrawPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('refund.withdraw');
  return { ...formMetadata(t('title')), description: t('metaDescription') };
}

export default async function WithdrawPage({ searchParams }: WithdrawPageProps) {
  const locale = await requireLocale();
  const t = await getTranslations('refund.withdraw');
  const { number, answer } = await searchParams;
  const answered = await readFormAnswer(answer, withdrawState);
  const known = parseOrderNumber(String(number ?? '')) ?? '';
  return (
    <>
      <Sign title={t('title')}>
        <p className="max-w-xl pb-2 text-board-muted text-large">{t('lead')}</p>
      </Sign>
      <div className="wrap py-5 wide:py-10">
        <div className="max-w-xl space-y-9">
          <WithdrawPanel
            action={withdrawAction}
            first={answered ?? { step: 'enter', attempt: 0, number: known, email: '', name: '' }}
            locale={locale}
          />
          <WithdrawalRules policy={REFUNDS} withdrawalDays={WITHDRAWAL_DAYS} />
        </div>
      </div>
    </>
  );
}
