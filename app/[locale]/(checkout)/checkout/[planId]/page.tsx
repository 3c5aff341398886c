import type { Metadata } from 'next';
import { connection } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { readEnv } from '#lib/config/env';
import { type Locale, SHOP } from '#lib/config/shop';
import { type Currency, formatMoney, isCurrency, type Money } from '#lib/domain/money';
import { type Plan, type PlanId, parsePlanId } from '#lib/domain/plan';
import { shop } from '#lib/wiring';
import { startCheckoutAction } from '@/app/[locale]/(checkout)/checkout/[planId]/actions';
import { formMetadata } from '@/app/form-metadata';
import { readFormAnswer } from '@/app/plain-form';
import { CannotBuy } from '@/components/checkout/cannot-buy';
import {
  CheckoutForm,
  type CheckoutFormWords,
  type CheckoutState,
} from '@/components/checkout/checkout-form-client';
import { PlanSummary } from '@/components/checkout/plan-summary';
import { PromiseWords } from '@/components/checkout/promise-words';
import { Sign } from '@/components/ui/sign';
import { requireLocale } from '@/i18n/require-locale';

/** Waits for the server as a whole: a form that streams in behind a fallback would not exist without JavaScript. */
export const instant = false;

const checkoutAnswer = z.object({
  attempt: z.number(),
  email: z.string(),
  failure: z
    .object({
      message: z.string(),
      field: z.literal('email').optional(),
      act: z.literal('other_plan').optional(),
    })
    .optional(),
});

type CheckoutPageProps = {
  params: Promise<{ planId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('checkout');
  return formMetadata(t('documentTitle'));
}

export default async function CheckoutPage({ params, searchParams }: CheckoutPageProps) {
  await connection();
  const locale = await requireLocale();
  const { currency: asked, answer } = await searchParams;
  const currency = isCurrency(asked) ? asked : SHOP.defaultCurrency;
  const planId = parsePlanId((await params).planId);
  if (!planId) return <CannotBuy reason="plan_unknown" planId="" currency={currency} locale={locale} />;
  const answered = await readFormAnswer(answer, checkoutAnswer);
  return <Checkout planId={planId} currency={currency} locale={locale} answered={answered} />;
}

type CheckoutProps = {
  planId: PlanId;
  currency: Currency;
  locale: Locale;
  answered: CheckoutState | undefined;
};

async function Checkout({ planId, currency, locale, answered }: CheckoutProps) {
  const quote = await shop.readQuote({ planId, currency });
  if (!quote.ok) {
    return <CannotBuy reason={quote.error.kind} planId={planId} currency={currency} locale={locale} />;
  }
  return <CheckPage plan={quote.value.plan} price={quote.value.price} locale={locale} answered={answered} />;
}

type CheckPageProps = { plan: Plan; price: Money; locale: Locale; answered: CheckoutState | undefined };

async function CheckPage({ plan, price, locale, answered }: CheckPageProps) {
  const [t, order] = await Promise.all([getTranslations('checkout'), getTranslations('order')]);
  const amount = formatMoney(price, locale);
  const minutes = Math.ceil(readEnv().DELIVERY_PROMISE_MINUTES);
  return (
    <>
      <Sign title={t('title')} />
      <div className="wrap grid items-start gap-6 py-5 wide:grid-cols-[1fr_372px] wide:gap-10 wide:py-10">
        <PlanSummary plan={plan} price={price} locale={locale} order={order} />
        <CheckoutForm
          action={startCheckoutAction}
          answered={answered}
          planId={plan.id}
          currency={price.currency}
          locale={locale}
          expectedMinor={price.minor}
          formKey={crypto.randomUUID()}
          otherPlanHref={`/${locale}/plans/${plan.id}`}
          words={await formWords(amount)}
          promise={<PromiseWords title={t('promiseTitle')} body={t('promiseBody', { amount, minutes })} />}
        />
      </div>
    </>
  );
}

async function formWords(amount: string): Promise<CheckoutFormWords> {
  const t = await getTranslations('checkout');
  const [before = '', after = ''] = t('didYouMean').split('…');
  return {
    email: t('email'),
    emailHint: t('emailHint'),
    pay: t('pay', { amount }),
    paying: t('paying'),
    next: t('next'),
    problem: t('problem'),
    errorTitle: t('errorPrefix', { title: t('documentTitle') }),
    otherPlan: t('unavailable.toPlan'),
    question: { before, after },
  };
}
