import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { connection } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { readEnv } from '#lib/config/env';
import { REFUNDS } from '#lib/config/refunds';
import { formatMoney } from '#lib/domain/money';
import { findCommonPlan } from '#lib/domain/order';
import type { OrderView } from '#lib/domain/order-view';
import { acceptSubstituteAction } from '@/app/[locale]/(orders)/orders/[orderId]/accept-substitute-action';
import { requestRefundAction } from '@/app/[locale]/(orders)/orders/[orderId]/actions';
import { readOwnOrder } from '@/app/[locale]/(orders)/orders/[orderId]/read-own-order';
import { UnknownOrder } from '@/app/[locale]/(orders)/orders/[orderId]/unknown-order';
import { formMetadata } from '@/app/form-metadata';
import { readFormAnswer } from '@/app/plain-form';
import { toDevice } from '@/components/esims/device';
import {
  type OrderContext,
  orderHeading,
  SUBSTITUTE_ANSWERS,
  type SubstituteAnswer,
} from '@/components/orders/order-context';
import { OrderPage } from '@/components/orders/order-page';
import { planWords } from '@/components/orders/plan-words';
import type { RefundFormState } from '@/components/refunds/refund-form-client';
import { requireLocale } from '@/i18n/require-locale';

/** Waits for the order as a whole, so that it can be read without JavaScript. */
export const instant = false;

const refundAnswer = z.object({ attempt: z.number(), lineId: z.string(), problem: z.string().optional() });

type OrderPageProps = {
  params: Promise<{ orderId: string }>;
  searchParams: Promise<Partial<Record<'cancelled' | 'answer' | 'offer', string | string[]>>>;
};

export async function generateMetadata({ params }: OrderPageProps): Promise<Metadata> {
  const order = await readOwnOrder((await params).orderId);
  const t = await getTranslations('order');
  if (!order) return formMetadata(t('unknown.title'));
  return formMetadata(t('documentTitle', { stage: orderHeading({ order, t }), number: order.number }));
}

export default async function OrderRoute({ params, searchParams }: OrderPageProps) {
  await connection();
  const order = await readOwnOrder((await params).orderId);
  // Not `notFound()`: it would leave the HTML empty, and this answer has to work without JavaScript too.
  if (!order) return <UnknownOrder />;
  const { cancelled, answer, offer } = await searchParams;
  const context = await toContext(order, {
    refund: await readFormAnswer(answer, refundAnswer),
    offer: SUBSTITUTE_ANSWERS.find((known) => known === offer),
  });
  return <OrderPage context={context} cancelled={cancelled !== undefined} />;
}

/** How what the visitor sent just now ended. */
type Answers = { refund: RefundFormState | undefined; offer: SubstituteAnswer | undefined };

async function toContext(order: OrderView, answers: Answers): Promise<OrderContext> {
  const locale = await requireLocale();
  const t = await getTranslations('order');
  const plan = findCommonPlan(order.slots) ?? order.plan;
  return {
    order,
    plan,
    words: planWords(plan, { t, locale }),
    amount: formatMoney(order.price, locale),
    device: toDevice((await headers()).get('user-agent') ?? ''),
    promiseMinutes: promiseOf(order),
    now: new Date(),
    refunds: { policy: REFUNDS, request: requestRefundAction, answered: answers.refund },
    substitutes: { accept: acceptSubstituteAction, answer: answers.offer },
    locale,
    t,
  };
}

/** The promise as it was given with this order; the setting may have changed since. */
function promiseOf({ authorisedAt, promiseUntil }: OrderView): number {
  if (!authorisedAt || !promiseUntil) return readEnv().DELIVERY_PROMISE_MINUTES;
  return (promiseUntil.getTime() - authorisedAt.getTime()) / 60_000;
}
