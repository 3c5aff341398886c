import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { OrderView } from '#lib/domain/order-view';
import { LocalTime } from '@/components/orders/local-time-client';
import { Notice } from '@/components/ui/notice';

type WithdrawLinkProps = { order: Pick<OrderView, 'number' | 'stage' | 'withdrawnAt'>; locale: string };

/**
 * To the withdrawal from this contract, where there is one: nothing was paid or held in the stages left out. One that is
 * declared and not carried out yet stands in its place.
 */
export async function WithdrawLink({ order: { number, stage, withdrawnAt }, locale }: WithdrawLinkProps) {
  if (stage === 'awaiting_payment' || stage === 'payment_abandoned' || stage === 'released') return null;
  const t = await getTranslations('refund');
  if (withdrawnAt) {
    const time = () => <LocalTime iso={withdrawnAt.toISOString()} format="dayTime" locale={locale} />;
    return <Notice tone="info">{t.rich('withdrawing', { time })}</Notice>;
  }
  return (
    <p>
      <Link
        href={`/${locale}/withdraw?number=${number}`}
        prefetch={false}
        className="link inline-flex min-h-11 items-center text-small"
      >
        {t('link')}
      </Link>
    </p>
  );
}
