'use server';

import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { SHOP } from '#lib/config/shop';
import { parseEmail } from '#lib/domain/email';
import { parseOrderNumber } from '#lib/domain/order';
import { shop } from '#lib/wiring';
import { readClientKey } from '@/app/client-key';
import { answerForm } from '@/app/plain-form';
import type { FindOrderState } from '@/components/orders/find-order-form-client';

const findForm = z.object({
  locale: z.enum(SHOP.locales).catch(SHOP.defaultLocale),
  number: z.string().max(40).default(''),
  email: z.string().max(320).default(''),
});

/** Mails a fresh link to an order; says the same whether the order exists or not. */
export async function findOrderAction(state: FindOrderState, form: FormData): Promise<FindOrderState> {
  const input = findForm.parse(Object.fromEntries(form));
  return answerForm(await findOrder(state, input), `/${input.locale}/orders`);
}

async function findOrder(
  state: FindOrderState,
  { locale, number, email }: z.infer<typeof findForm>,
): Promise<FindOrderState> {
  const t = await getTranslations({ locale, namespace: 'order.find' });
  const typed = { attempt: state.attempt + 1, number, email };
  const parsedNumber = parseOrderNumber(number);
  const parsedEmail = parseEmail(email);
  if (!parsedNumber || !parsedEmail) {
    const problems = {
      ...(!parsedNumber && { number: t('numberInvalid') }),
      ...(!parsedEmail && { email: t('emailInvalid') }),
    };
    return { ...typed, problems };
  }
  const clientKey = await readClientKey();
  const answer = await shop.requestOrderLink({ number: parsedNumber, email: parsedEmail, locale, clientKey });
  if (answer.kind === 'too_many') {
    const minutes = Math.ceil(answer.retryAfterSeconds / 60);
    return { ...typed, problems: { form: t('tooMany', { minutes }) } };
  }
  return { ...typed, sent: t('sent', { email: parsedEmail }) };
}
