'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { SHOP } from '#lib/config/shop';
import { CURRENCIES } from '#lib/domain/money';
import { isQuantity } from '#lib/domain/order';
import { parsePlanId } from '#lib/domain/plan';
import { shop } from '#lib/wiring';
import { readClientKey } from '@/app/client-key';
import { keepOrderToken } from '@/app/order-access';
import { answerForm } from '@/app/plain-form';
import { forgetAppliedCode, keepAppliedCode } from '@/app/promotion-cookie';
import type { CheckoutState } from '@/components/checkout/checkout-form-client';
import { type CheckoutFailure, failureWords } from '@/components/checkout/error-message';
import { readQuantity } from '@/components/checkout/read-quantity';

/** Longer than any code: what is cut off was none. */
const code = z
  .string()
  .default('')
  .transform((text) => text.slice(0, 60));

const checkoutForm = z.object({
  planId: z.string().max(80),
  currency: z.enum(CURRENCIES),
  locale: z.enum(SHOP.locales).catch(SHOP.defaultLocale),
  /** How many is told by `startCheckout`; what is no number at all becomes none. */
  quantity: z
    .string()
    .default('1')
    .transform((text) => readQuantity(text) ?? 0),
  expectedMinor: z.coerce.number().int().nonnegative(),
  email: z.string().max(320).default(''),
  formKey: z.uuid(),
  /** The button that was pressed; without it, the one that pays. */
  intent: z.enum(['pay', 'apply', 'remove']).catch('pay'),
  /** What stands in the field, the code that the shown price was made with, and the one that is known to be refused. */
  promotionCode: code,
  appliedCode: code,
  refusedCode: code,
});

type CheckoutFormData = z.infer<typeof checkoutForm>;

/**
 * Opens the payment page for the price that was seen, or says why not. The card is not touched before that page. A code
 * that was typed changes the price first, whichever button was pressed: the new one has to be seen before it is paid.
 */
export async function startCheckoutAction(state: CheckoutState, form: FormData): Promise<CheckoutState> {
  const sent = checkoutForm.parse(Object.fromEntries(form));
  const attempt = state.attempt + 1;
  if (sent.intent === 'remove') return removeCode(sent, attempt);
  const isNew = sent.promotionCode.trim() !== '' && sent.promotionCode !== sent.refusedCode;
  if (sent.intent === 'apply' || isNew) return applyCode(sent, attempt);
  return pay(sent, attempt);
}

async function removeCode(sent: CheckoutFormData, attempt: number): Promise<CheckoutState> {
  await forgetAppliedCode();
  refresh();
  const t = await translate(sent);
  return answer(sent, { attempt, said: t('promotion.removed') });
}

async function applyCode(sent: CheckoutFormData, attempt: number): Promise<CheckoutState> {
  const { promotionCode: typed, intent } = sent;
  if (typed.trim() === '') return fail(sent, attempt, { kind: 'promotion_missing' });
  const promotion = await shop.readPromotion({ typed, clientKey: await readClientKey() });
  if (!promotion.ok) return fail(sent, attempt, promotion.error);
  await keepAppliedCode(promotion.value.code);
  refresh();
  const t = await translate(sent);
  return answer(sent, { attempt, said: intent === 'apply' ? '' : t('promotion.notPaid') });
}

async function pay(sent: CheckoutFormData, attempt: number): Promise<CheckoutState> {
  const { currency, email, locale, quantity, expectedMinor, formKey, appliedCode } = sent;
  const planId = parsePlanId(sent.planId);
  if (!planId) return fail(sent, attempt, { kind: 'plan_unknown' });
  const started = await shop.startCheckout({
    ...{ planId, currency, email, locale, quantity, expectedMinor, formKey },
    promotionCode: appliedCode,
    clientKey: await readClientKey(),
  });
  if (!started.ok) {
    if (started.error.kind === 'promotion_refused') await forgetAppliedCode();
    // The page has to show the new price, and to send it, before the button is pressed again.
    if (['price_changed', 'promotion_refused'].includes(started.error.kind)) refresh();
    return fail({ ...sent, promotionCode: appliedCode }, attempt, started.error);
  }
  await forgetAppliedCode();
  await keepOrderToken(started.value.orderId, started.value.linkToken);
  redirect(started.value.payUrl);
}

const translate = ({ locale }: CheckoutFormData) => getTranslations({ locale, namespace: 'checkout' });

async function fail(
  sent: CheckoutFormData,
  attempt: number,
  failure: CheckoutFailure,
): Promise<CheckoutState> {
  const words = failureWords(failure, { t: await translate(sent), locale: sent.locale });
  return answer(sent, {
    attempt,
    failure: words,
    ...(words.field === 'promotionCode' && { promotionCode: sent.promotionCode }),
  });
}

function answer(sent: CheckoutFormData, state: Omit<CheckoutState, 'email'>): Promise<CheckoutState> {
  const { planId, currency, locale, quantity, email } = sent;
  const chosen = isQuantity(quantity) ? `&quantity=${quantity}` : '';
  const page = `/${locale}/checkout/${encodeURIComponent(planId)}?currency=${currency}${chosen}` as const;
  return answerForm({ ...state, email }, page);
}
