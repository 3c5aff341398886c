import { getTranslations } from 'next-intl/server';
import type { Locale } from '#lib/config/shop';
import { formatMoney, type Money } from '#lib/domain/money';
import { discountPrice } from '#lib/domain/promotion';
import { shop } from '#lib/wiring';
import { readClientKey } from '@/app/client-key';
import { readAppliedCode } from '@/app/promotion-cookie';
import { failureWords } from '@/components/checkout/error-message';
import type { ShownPromotion } from '@/components/checkout/promotion-field-client';

/** Of one eSIM, with what is said about the code that brought it about. */
export type Offer = { price: Money; promotion: ShownPromotion };

/** The price with the code that this browser applied, or the list price and why the code is refused. */
export async function readOffer(list: Money, locale: Locale): Promise<Offer> {
  const code = await readAppliedCode();
  if (!code) return { price: list, promotion: { kind: 'none' } };
  const [t, found] = await Promise.all([
    getTranslations('checkout'),
    shop.readPromotion({ typed: code, clientKey: await readClientKey() }),
  ]);
  if (!found.ok) {
    const { message } = failureWords(found.error, { t, locale });
    return { price: list, promotion: { kind: 'refused', code, message } };
  }
  const { percentOff } = found.value;
  const { price, discount } = discountPrice(list, percentOff);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(percentOff / 100);
  const line = t('promotion.applied', {
    code: found.value.code,
    percent,
    amount: formatMoney(discount, locale),
  });
  return { price, promotion: { kind: 'applied', code: found.value.code, line } };
}
