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
import type { CheckoutState } from '@/components/checkout/checkout-form-client';
import { failureWords } from '@/components/checkout/error-message';
import { readQuantity } from '@/components/checkout/read-quantity';

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
});

/** Opens the payment page for the price that was seen, or says why not. The card is not touched before that page. */
export async function startCheckoutAction(state: CheckoutState, form: FormData): Promise<CheckoutState> {
  const { planId, ...order } = checkoutForm.parse(Object.fromEntries(form));
  const t = await getTranslations({ locale: order.locale, namespace: 'checkout' });
  const parsed = parsePlanId(planId);
  const chosen = isQuantity(order.quantity) ? `&quantity=${order.quantity}` : '';
  const page =
    `/${order.locale}/checkout/${encodeURIComponent(planId)}?currency=${order.currency}${chosen}` as const;
  const failed = (failure: Parameters<typeof failureWords>[0]): Promise<CheckoutState> =>
    answerForm(
      {
        attempt: state.attempt + 1,
        email: order.email,
        failure: failureWords(failure, { t, locale: order.locale }),
      },
      page,
    );
  if (!parsed) return failed({ kind: 'plan_unknown' });
  const started = await shop.startCheckout({ planId: parsed, ...order, clientKey: await readClientKey() });
  if (!started.ok) {
    // The page has to show the new price, and to send it, before the button is pressed again.
    if (started.error.kind === 'price_changed') refresh();
    return failed(started.error);
  }
  await keepOrderToken(started.value.orderId, started.value.linkToken);
  redirect(started.value.payUrl);
}
