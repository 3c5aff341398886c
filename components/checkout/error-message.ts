import type { getTranslations } from 'next-intl/server';
import { formatMoney, type Money } from '#lib/domain/money';
import type { PromotionRefusal } from '#lib/domain/promotion';
import { assertNever } from '#lib/domain/result';

type CheckoutTranslator = Awaited<ReturnType<typeof getTranslations<'checkout'>>>;

/** Why a checkout did not begin. In every case nothing was held. */
export type CheckoutFailure =
  | { kind: 'email_invalid' }
  | { kind: 'quantity_invalid' }
  | { kind: 'plan_unknown' }
  | { kind: 'plan_withdrawn' }
  | { kind: 'price_changed'; price: Money }
  | { kind: 'promotion_refused'; reason: PromotionRefusal }
  | { kind: 'promotion_missing' }
  | { kind: 'currency_not_offered' }
  | { kind: 'not_sellable' }
  | { kind: 'payment_unavailable' }
  | { kind: 'too_many'; retryAfterSeconds: number };

/** A failure in words, with where to go: `other_plan` when this one cannot be bought now. */
export type FailureWords = {
  message: string;
  field?: 'email' | 'quantity' | 'promotionCode' | undefined;
  act?: 'other_plan' | undefined;
};

/** The one place that turns a failed checkout into words for people. */
export function failureWords(
  failure: CheckoutFailure,
  { t, locale }: { t: CheckoutTranslator; locale: string },
): FailureWords {
  switch (failure.kind) {
    case 'email_invalid':
      return { message: t('errors.email_invalid'), field: 'email' };
    case 'quantity_invalid':
      return { message: t('errors.quantity_invalid'), field: 'quantity' };
    case 'price_changed':
      return {
        message: t('errors.price_changed', { amount: formatMoney(failure.price, locale) }),
        act: 'other_plan',
      };
    case 'promotion_missing':
      return { message: t('promotion.missing'), field: 'promotionCode' };
    case 'promotion_refused':
      return { message: refusalWords(failure.reason, t), field: 'promotionCode' };
    case 'too_many':
      return { message: t('errors.too_many', { minutes: Math.ceil(failure.retryAfterSeconds / 60) }) };
    case 'payment_unavailable':
      return { message: t('errors.payment_unavailable') };
    case 'plan_unknown':
    case 'plan_withdrawn':
    case 'currency_not_offered':
    case 'not_sellable':
      return { message: t(`errors.${failure.kind}`), act: 'other_plan' };
    default:
      return assertNever(failure);
  }
}

/** A code that will be valid, or was, is said to be as little as one that never existed: so none can be found by trying. */
function refusalWords(reason: PromotionRefusal, t: CheckoutTranslator): string {
  return reason === 'used_up' || reason === 'used_by_you'
    ? t(`promotion.refused.${reason}`)
    : t('promotion.refused.not_valid');
}
