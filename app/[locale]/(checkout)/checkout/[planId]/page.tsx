import type { Metadata } from 'next';
import Link from 'next/link';
import { connection } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { readEnv } from '#lib/config/env';
import { WITHDRAWAL_DAYS } from '#lib/config/refunds';
import { type Locale, SHOP } from '#lib/config/shop';
import { isCurrency } from '#lib/domain/money';
import { type Plan, parsePlanId } from '#lib/domain/plan';
import { shop } from '#lib/wiring';
import { startCheckoutAction } from '@/app/[locale]/(checkout)/checkout/[planId]/actions';
import { type Offer, readOffer } from '@/app/[locale]/(checkout)/checkout/[planId]/read-offer';
import { formMetadata } from '@/app/form-metadata';
import { readFormAnswer } from '@/app/plain-form';
import { CannotBuy } from '@/components/checkout/cannot-buy';
import {
  CheckoutForm,
  type CheckoutFormWords,
  type CheckoutState,
} from '@/components/checkout/checkout-form-client';
import { PlanSummary } from '@/components/checkout/plan-summary';
import { readQuantity } from '@/components/checkout/read-quantity';
import { eachWords, quantityChoices } from '@/components/checkout/sum-words';
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
      field: z.enum(['email', 'quantity', 'promotionCode']).optional(),
      act: z.literal('other_plan').optional(),
    })
    .optional(),
  promotionCode: z.string().optional(),
  said: z.string().optional(),
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
  const { currency: asked, quantity, answer } = await searchParams;
  const currency = isCurrency(asked) ? asked : SHOP.defaultCurrency;
  const planId = parsePlanId((await params).planId);
  if (!planId) return <CannotBuy reason="plan_unknown" planId="" currency={currency} locale={locale} />;
  const quote = await shop.readQuote({ planId, currency });
  if (!quote.ok) {
    return <CannotBuy reason={quote.error.kind} planId={planId} currency={currency} locale={locale} />;
  }
  const answered = await readFormAnswer(answer, checkoutAnswer);
  const { plan } = quote.value;
  const offer = await readOffer(quote.value.price, locale);
  return <Checkout {...{ plan, offer, locale, answered }} quantity={readQuantity(quantity) ?? 1} />;
}

type CheckoutProps = {
  plan: Plan;
  offer: Offer;
  locale: Locale;
  quantity: number;
  answered: CheckoutState | undefined;
};

async function Checkout({ plan, offer, locale, quantity, answered }: CheckoutProps) {
  const [t, order] = await Promise.all([getTranslations('checkout'), getTranslations('order')]);
  const { price, promotion } = offer;
  const sums = {
    unitPrice: price,
    code: promotion.kind === 'applied' ? promotion.code : undefined,
    minutes: Math.ceil(readEnv().DELIVERY_PROMISE_MINUTES),
    locale,
    t,
  };
  return (
    <>
      <Sign title={t('title')} />
      <CheckoutForm
        action={startCheckoutAction}
        answered={answered}
        hidden={{
          planId: plan.id,
          currency: price.currency,
          locale,
          expectedMinor: price.minor,
          formKey: crypto.randomUUID(),
        }}
        quantity={quantity}
        choices={quantityChoices(sums)}
        each={eachWords(sums)}
        promotion={promotion}
        otherPlanHref={`/${locale}/plans/${plan.id}`}
        words={await formWords()}
        bought={<PlanSummary plan={plan} locale={locale} order={order} />}
        withdrawal={t.rich('withdrawal', {
          days: WITHDRAWAL_DAYS,
          link: (words) => (
            <Link href={`/${locale}/withdraw`} prefetch={false} className="link">
              {words}
            </Link>
          ),
        })}
      />
    </>
  );
}

async function formWords(): Promise<CheckoutFormWords> {
  const t = await getTranslations('checkout');
  const [before = '', after = ''] = t('didYouMean').split('…');
  return {
    quantity: t('quantity'),
    quantityHint: t('quantityHint'),
    email: t('email'),
    emailHint: t('emailHint'),
    paying: t('paying'),
    next: t('next'),
    problem: t('problem'),
    errorTitle: t('errorPrefix', { title: t('documentTitle') }),
    otherPlan: t('unavailable.toPlan'),
    question: { before, after },
    promotion: {
      question: t('promotion.question'),
      label: t('promotion.label'),
      apply: t('promotion.apply'),
      remove: t('promotion.remove'),
    },
  };
}
