import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { connection } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { readEnv } from '#lib/config/env';
import { formatMoney } from '#lib/domain/money';
import type { OrderView } from '#lib/domain/order-view';
import { readOwnOrder } from '@/app/[locale]/(orders)/orders/[orderId]/read-own-order';
import { UnknownOrder } from '@/app/[locale]/(orders)/orders/[orderId]/unknown-order';
import { formMetadata } from '@/app/form-metadata';
import { toDevice } from '@/components/esims/device';
import { type OrderContext, orderHeading } from '@/components/orders/order-context';
import { OrderPage } from '@/components/orders/order-page';
import { planWords } from '@/components/orders/plan-words';
import { requireLocale } from '@/i18n/require-locale';

/** Waits for the order as a whole, so that it can be read without JavaScript. */
export const instant = false;

type OrderPageProps = {
  params: Promise<{ orderId: string }>;
  searchParams: Promise<{ cancelled?: string | string[] }>;
};

export async function generateMetadata({ params }: OrderPageProps): Promise<Metadata> {
  const order = await readOwnOrder((await params).orderId);
  const t = await getTranslations('order');
  if (!order) return formMetadata(t('unknown.title'));
  const title = t('documentTitle', { stage: orderHeading({ order, t }), number: order.number });
  return { title, robots: { index: false, follow: false } };
}

export default async function OrderRoute({ params, searchParams }: OrderPageProps) {
  await connection();
  const order = await readOwnOrder((await params).orderId);
  // Not `notFound()`: it would leave the HTML empty, and this answer has to work without JavaScript too.
  if (!order) return <UnknownOrder />;
  const { cancelled } = await searchParams;
  return <OrderPage context={await toContext(order)} cancelled={cancelled !== undefined} />;
}

async function toContext(order: OrderView): Promise<OrderContext> {
  const locale = await requireLocale();
  const t = await getTranslations('order');
  return {
    order,
    words: planWords(order.plan, { t, locale }),
    amount: formatMoney(order.price, locale),
    device: toDevice((await headers()).get('user-agent') ?? ''),
    promiseMinutes: promiseOf(order),
    now: new Date(),
    locale,
    t,
  };
}

/** The promise as it was given with this order; the setting may have changed since. */
function promiseOf({ authorisedAt, promiseUntil }: OrderView): number {
  if (!authorisedAt || !promiseUntil) return readEnv().DELIVERY_PROMISE_MINUTES;
  return (promiseUntil.getTime() - authorisedAt.getTime()) / 60_000;
}
