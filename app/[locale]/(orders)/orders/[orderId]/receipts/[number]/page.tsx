import type { Metadata } from 'next';
import { connection } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { readOwnReceipt } from '@/app/[locale]/(orders)/orders/[orderId]/receipts/[number]/read-own-receipt';
import { UnknownOrder } from '@/app/[locale]/(orders)/orders/[orderId]/unknown-order';
import { formMetadata } from '@/app/form-metadata';
import { ReceiptView } from '@/components/orders/receipt-view';
import { requireLocale } from '@/i18n/require-locale';

/** As with its order, the whole page waits, so that it can be read without JavaScript. */
export const instant = false;

type ReceiptPageProps = { params: Promise<{ orderId: string; number: string }> };

export async function generateMetadata({ params }: ReceiptPageProps): Promise<Metadata> {
  const { orderId, number } = await params;
  const receipt = await readOwnReceipt(orderId, number, await requireLocale());
  const t = await getTranslations('order.unknown');
  if (!receipt) return formMetadata(t('title'));
  return { title: `${receipt.title} ${receipt.number}`, robots: { index: false, follow: false } };
}

export default async function ReceiptRoute({ params }: ReceiptPageProps) {
  await connection();
  const { orderId, number } = await params;
  const locale = await requireLocale();
  const receipt = await readOwnReceipt(orderId, number, locale);
  return receipt ? <ReceiptView receipt={receipt} orderId={orderId} locale={locale} /> : <UnknownOrder />;
}
