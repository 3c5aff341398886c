import type { getTranslations } from 'next-intl/server';
import { formatMoney, type Money, money, priceParts } from '#lib/domain/money';
import { MOST_ESIMS } from '#lib/domain/order';
import type { PriceParts } from '@/components/ui/price';

type CheckoutTranslator = Awaited<ReturnType<typeof getTranslations<'checkout'>>>;

/** All that the checkout says about the money. */
export type SumWords = {
  total: string;
  /** "3 × €9.90", where there are several. */
  sum?: string;
  price: PriceParts;
  pay: string;
  promiseTitle: string;
  promiseBody: string;
};

/** One entry of the choice: "3 eSIMs, €29.70", and what the page says once it is chosen. */
export type QuantityChoice = { quantity: number; label: string; words: SumWords };

/** `unitPrice`: of one eSIM, with the code where there is one. `minutes`: of the promise. */
type Offer = {
  unitPrice: Money;
  code?: string | undefined;
  minutes: number;
  locale: string;
  t: CheckoutTranslator;
};

/** Every choice in words, made here because browsers and the server differ in how they write amounts. */
export function quantityChoices(offer: Offer): [QuantityChoice, ...QuantityChoice[]] {
  const several = Array.from({ length: MOST_ESIMS - 1 }, (_, index) => toChoice(index + 2, offer));
  return [toChoice(1, offer), ...several];
}

function toChoice(quantity: number, { unitPrice, code, minutes, locale, t }: Offer): QuantityChoice {
  const price = money(unitPrice.minor * quantity, unitPrice.currency);
  const amount = formatMoney(price, locale);
  const several = quantity > 1;
  return {
    quantity,
    label: t('quantityChoice', { quantity, amount }),
    words: {
      total: code ? t('promotion.total', { code }) : t('total'),
      ...(several && { sum: t('sum', { quantity, amount: formatMoney(unitPrice, locale) }) }),
      price: priceParts(price, locale),
      pay: t('pay', { amount }),
      promiseTitle: t(several ? 'promiseTitleMany' : 'promiseTitle'),
      promiseBody: t(several ? 'promiseBodyMany' : 'promiseBody', { amount, minutes }),
    },
  };
}

/** True of any number of eSIMs: for a choice that nothing has added up yet. */
export function eachWords({ unitPrice, code, minutes, locale, t }: Offer): SumWords {
  const amount = t('each', { amount: formatMoney(unitPrice, locale) });
  return {
    total: code ? t('promotion.totalEach', { code }) : t('totalEach'),
    price: priceParts(unitPrice, locale),
    pay: t('pay', { amount }),
    promiseTitle: t('promiseTitleMany'),
    promiseBody: t('promiseBodyMany', { amount, minutes }),
  };
}
