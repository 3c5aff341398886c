'use server';

import { RedirectType, redirect } from 'next/navigation';
import { z } from 'zod';
import { SHOP } from '#lib/config/shop';
import { parsePlanId } from '#lib/domain/plan';
import { shop } from '#lib/wiring';
import { readOrderAccess } from '@/app/order-access';

const acceptForm = z.object({
  locale: z.enum(SHOP.locales).catch(SHOP.defaultLocale),
  orderId: z.string().max(40).catch(''),
  lineId: z.string().max(50).catch(''),
  planId: z.string().max(100).catch(''),
});

/**
 * The visitor's yes to the plan that was offered for one eSIM. Leads back to the order, which says how it ended; to
 * whom it may not be shown it says what it says of any unknown one.
 */
export async function acceptSubstituteAction(form: FormData): Promise<never> {
  const { locale, orderId, lineId, ...input } = acceptForm.parse(Object.fromEntries(form));
  const planId = parsePlanId(input.planId);
  const answer = planId
    ? await shop.acceptSubstitute({ orderId, lineId, planId, ...(await readOrderAccess(orderId)) })
    : undefined;
  const order = `/${locale}/orders/${encodeURIComponent(orderId || 'unknown')}` as const;
  if (!answer) redirect(order, RedirectType.replace);
  redirect(`${order}?offer=${answer.ok ? 'accepted' : answer.error.kind}`, RedirectType.replace);
}
