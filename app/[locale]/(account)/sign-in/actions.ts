'use server';

import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { SHOP } from '#lib/config/shop';
import { requestSignIn } from '#lib/wiring';
import { readClientKey } from '@/app/client-key';
import { answerForm } from '@/app/plain-form';
import type { SignInState } from '@/components/account/sign-in-form-client';

const signInForm = z.object({
  locale: z.enum(SHOP.locales).catch(SHOP.defaultLocale),
  email: z.string().max(320).default(''),
});

/** Mails a sign-in link; says the same for addresses we know and addresses we do not. */
export async function requestSignInAction(state: SignInState, form: FormData): Promise<SignInState> {
  const input = signInForm.parse(Object.fromEntries(form));
  return answerForm(await mailLink(state, input), `/${input.locale}/sign-in`);
}

async function mailLink(
  state: SignInState,
  { locale, email }: z.infer<typeof signInForm>,
): Promise<SignInState> {
  const t = await getTranslations({ locale, namespace: 'account.signIn' });
  const answer = await requestSignIn({ email, locale, clientKey: await readClientKey() });
  const next = { attempt: state.attempt + 1, email };
  switch (answer.kind) {
    case 'sent':
      return { ...next, sent: t('sent', { email }) };
    case 'email_invalid':
      return { ...next, problem: { message: t('emailInvalid'), field: 'email' } };
    case 'too_many':
      return { ...next, problem: { message: t('tooMany') } };
  }
}
