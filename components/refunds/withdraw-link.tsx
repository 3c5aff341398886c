import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { OrderView } from '#lib/domain/order-view';

type WithdrawLinkProps = { order: Pick<OrderView, 'number' | 'stage'>; locale: string };

/** To the withdrawal from this contract, where there is one: nothing was paid or held in the stages left out. */
export async function WithdrawLink({ order: { number, stage }, locale }: WithdrawLinkProps) {
  if (stage === 'awaiting_payment' || stage === 'payment_abandoned' || stage === 'released') return null;
  const t = await getTranslations('refund');
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
