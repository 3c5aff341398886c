import type { getTranslations } from 'next-intl/server';
import type { NoRefundReason, RefundPolicy } from '#lib/domain/refund';

export type RefundTranslator = Awaited<ReturnType<typeof getTranslations<'refund'>>>;

type WordsContext = { t: RefundTranslator; policy: RefundPolicy };

/** Why nothing can go back now, for its owner. */
export function noRefundWords(reason: NoRefundReason, { t, policy }: WordsContext): string {
  const { unusedDays: unused, partlyUsedDays: used } = policy;
  return reason === 'too_late' ? t('none.too_late', { unused, used }) : t(`none.${reason}`);
}
