'use server';

import { refresh } from 'next/cache';
import { RedirectType, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { REFUNDS } from '#lib/config/refunds';
import { type Locale, SHOP } from '#lib/config/shop';
import { formatMoney } from '#lib/domain/money';
import { assertNever } from '#lib/domain/result';
import type { OpenRefundError } from '#lib/refunds/open-refund';
import { shop } from '#lib/wiring';
import { readOrderAccess } from '@/app/order-access';
import { answerForm } from '@/app/plain-form';
import type { RefundFormState } from '@/components/refunds/refund-form-client';
import { noRefundWords, type RefundTranslator } from '@/components/refunds/refund-words';

const refundForm = z.object({
  locale: z.enum(SHOP.locales).catch(SHOP.defaultLocale),
  orderId: z.string().max(40),
  lineId: z.string().max(40),
  agreedMinor: z.coerce.number().int().nonnegative().catch(Number.MAX_SAFE_INTEGER),
});

/** Begins the refund of one eSIM of the visitor's own order; of any other the page says that it cannot be shown. */
export async function requestRefundAction(state: RefundFormState, form: FormData): Promise<RefundFormState> {
  const { locale, ...wish } = refundForm.parse(Object.fromEntries(form));
  const { orderId, lineId } = wish;
  const page = `/${locale}/orders/${encodeURIComponent(orderId)}` as const;
  const opened = await shop.requestRefund({ ...wish, ...(await readOrderAccess(orderId)) });
  if (!opened || opened.ok) redirect(page, RedirectType.replace);
  const t = await getTranslations({ locale, namespace: 'refund' });
  refresh();
  const problem = toProblem(opened.error, { t, locale });
  return answerForm({ attempt: state.attempt + 1, lineId, problem }, page);
}

function toProblem(error: OpenRefundError, { t, locale }: { t: RefundTranslator; locale: Locale }): string {
  switch (error.kind) {
    case 'usage_unavailable':
      return t('answer.usage_unavailable');
    case 'amount_changed':
      return t('answer.amount_changed', { amount: formatMoney(error.amount, locale) });
    case 'not_possible':
      return `${t('answer.not_possible')} ${noRefundWords(error.reason, { t, policy: REFUNDS })}`;
    default:
      return assertNever(error);
  }
}
