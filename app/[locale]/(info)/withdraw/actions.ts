'use server';

import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { SHOP } from '#lib/config/shop';
import { parseEmail } from '#lib/domain/email';
import { parseOrderNumber } from '#lib/domain/order';
import { shop } from '#lib/wiring';
import { readClientKey } from '@/app/client-key';
import { answerForm } from '@/app/plain-form';
import type { WithdrawState } from '@/components/refunds/withdraw-state';

const NAME_LENGTH = 100;

const withdrawForm = z.object({
  locale: z.enum(SHOP.locales).catch(SHOP.defaultLocale),
  /** What names no step is a look at the declaration, never the declaration itself. */
  intent: z.enum(['check', 'confirm', 'change']).catch('check'),
  number: z.string().max(40).default(''),
  email: z.string().max(320).default(''),
  name: z
    .string()
    .max(400)
    .default('')
    .transform((text) => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()),
});
type WithdrawInput = z.infer<typeof withdrawForm>;

/** One step of a withdrawal. It says the same whether number and address belong together or not. */
export async function withdrawAction(state: WithdrawState, form: FormData): Promise<WithdrawState> {
  const input = withdrawForm.parse(Object.fromEntries(form));
  return answerForm(await takeStep(state, input), `/${input.locale}/withdraw`);
}

async function takeStep(
  state: WithdrawState,
  { locale, intent, number, email, name }: WithdrawInput,
): Promise<WithdrawState> {
  const t = await getTranslations({ locale, namespace: 'refund.withdraw' });
  const typed = { attempt: state.attempt + 1, number, email, name };
  if (intent === 'change') return { ...typed, step: 'enter' };
  const known = { number: parseOrderNumber(number), email: parseEmail(email) };
  if (!known.number || !known.email || name.length > NAME_LENGTH) {
    const problems = {
      ...(!known.number && { number: t('numberInvalid') }),
      ...(!known.email && { email: t('emailInvalid') }),
      ...(name.length > NAME_LENGTH && { name: t('nameInvalid') }),
    };
    return { ...typed, step: 'enter', problems };
  }
  const read = { ...typed, number: known.number, email: known.email };
  const declaration = t('declaration', { number: known.number });
  if (intent === 'check') return { ...read, step: 'confirm', declaration };
  const answer = await shop.declareWithdrawal({ ...read, locale, clientKey: await readClientKey() });
  if (answer.kind === 'too_many') {
    const minutes = Math.ceil(answer.retryAfterSeconds / 60);
    return { ...read, step: 'confirm', declaration, problems: { form: t('tooMany', { minutes }) } };
  }
  const mailed = t('receivedMail', { number: known.number, email: known.email });
  return { ...read, step: 'received', at: answer.at.toISOString(), mailed };
}
