import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { OrderView } from '#lib/domain/order-view';
import { chargeReceiptNumber } from '#lib/domain/receipt';
import { Icon } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';

type ReceiptLinksProps = { order: OrderView; locale: string };

/** Where the receipts of the charge and of each refund that went through are: to read, and to keep. */
export function ReceiptLinks({ order, locale }: ReceiptLinksProps) {
  const numbers = receiptNumbers(order);
  if (numbers.length === 0) return null;
  return (
    <Panel className="space-y-3 p-4 wide:p-6">
      {numbers.map((number) => (
        <OneReceipt key={number} number={number} orderId={order.id} locale={locale} />
      ))}
    </Panel>
  );
}

function receiptNumbers({ number, capturedAt, slots }: OrderView): string[] {
  const refunds = slots.flatMap((slot) =>
    slot.kind === 'refunded' && slot.refund.state === 'succeeded' ? [slot.refund.number] : [],
  );
  return capturedAt ? [chargeReceiptNumber(number), ...refunds] : [];
}

type OneReceiptProps = { number: string; orderId: string; locale: string };

async function OneReceipt({ number, orderId, locale }: OneReceiptProps) {
  const t = await getTranslations('receipt');
  const href = `/${locale}/orders/${orderId}/receipts/${number}` as const;
  const look = 'link inline-flex min-h-11 items-center gap-2 font-semibold text-small';
  return (
    <section aria-labelledby={number}>
      <h2 id={number} className="type-h3">
        {t('link', { number })}
      </h2>
      <p className="flex flex-wrap gap-x-6">
        <Link href={href} prefetch={false} className={look} aria-describedby={number}>
          {t('page')}
        </Link>
        <a href={`${href}/pdf`} className={look} aria-describedby={number}>
          <Icon name="download" />
          {t('download')}
        </a>
      </p>
    </section>
  );
}
