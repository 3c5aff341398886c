import type { Metadata } from 'next';
import { connection } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { signInProviders } from '#lib/wiring';
import { requestSignInAction } from '@/app/[locale]/(account)/sign-in/actions';
import { formMetadata } from '@/app/form-metadata';
import { readFormAnswer } from '@/app/plain-form';
import { SignInView } from '@/components/account/sign-in-view';
import { requireLocale } from '@/i18n/require-locale';

/** Without a fallback the form is there without JavaScript too. */
export const instant = false;

const signInAnswer = z.object({
  attempt: z.number(),
  email: z.string(),
  sent: z.string().optional(),
  problem: z.object({ message: z.string(), field: z.literal('email').optional() }).optional(),
});

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account.signIn');
  return formMetadata(t('documentTitle'));
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  await connection();
  const locale = await requireLocale();
  const { error, answer } = await searchParams;
  const answered = await readFormAnswer(answer, signInAnswer);
  const trouble = error === undefined ? undefined : error === 'Verification' ? 'expired' : 'failed';
  return (
    <SignInView
      action={requestSignInAction}
      answered={answered}
      providers={signInProviders()}
      locale={locale}
      returnTo={`/${locale}/account`}
      trouble={trouble}
    />
  );
}
