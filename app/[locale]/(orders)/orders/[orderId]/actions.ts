'use server';

import { refresh } from 'next/cache';
import { RedirectType, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { REFUNDS } from '#lib/config/refunds';
import { SHOP } from '#lib/config/shop';
import { shop } from '#lib/wiring';
import { readOrderAccess } from '@/app/order-access';
import { answerForm } from '@/app/plain-form';
import type { RefundFormState } from '@/components/refunds/refund-form-client';
import { noRefundWords } from '@/components/refunds/refund-words';

const refundForm = z.object({
  locale: z.enum(SHOP.locales).catch(SHOP.defaultLocale),
  orderId: z.string().max(40),
  lineId: z.string().max(40),
});

/** Begins the refund of one eSIM of the visitor's own order; of any other the page says that it cannot be shown. */
export async function requestRefundAction(state: RefundFormState, form: FormData): Promise<RefundFormState> {
  const { locale, orderId, lineId } = refundForm.parse(Object.fromEntries(form));
  const page = `/${locale}/orders/${encodeURIComponent(orderId)}` as const;
  const opened = await shop.requestRefund({ orderId, lineId, ...(await readOrderAccess(orderId)) });
  if (!opened || opened.ok) redirect(page, RedirectType.replace);
  const t = await getTranslations({ locale, namespace: 'refund' });
  refresh();
  const problem =
    opened.error.kind === 'usage_unavailable'
      ? t('answer.usage_unavailable')
      : `${t('answer.not_possible')} ${noRefundWords(opened.error.reason, { t, policy: REFUNDS })}`;
  return answerForm({ attempt: state.attempt + 1, lineId, problem }, page);
}
