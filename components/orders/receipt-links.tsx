import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { chargeReceiptNumber } from '#lib/domain/receipt';
import { Icon } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';

type ReceiptLinksProps = { orderId: string; orderNumber: string; locale: string };

/** Where the receipt of the charge is: to read, and to keep. */
export async function ReceiptLinks({ orderId, orderNumber, locale }: ReceiptLinksProps) {
  const t = await getTranslations('receipt');
  const number = chargeReceiptNumber(orderNumber);
  const href = `/${locale}/orders/${orderId}/receipts/${number}` as const;
  const look = 'link inline-flex min-h-11 items-center gap-2 font-semibold text-small';
  return (
    <Panel as="section" labelledBy="receipt">
      <h2 id="receipt" className="type-h3">
        {t('link', { number })}
      </h2>
      <p className="flex flex-wrap gap-x-6">
        <Link href={href} prefetch={false} className={look}>
          {t('page')}
        </Link>
        <a href={`${href}/pdf`} className={look}>
          <Icon name="download" />
          {t('download')}
        </a>
      </p>
    </Panel>
  );
}
