import type { Metadata } from 'next';
import { connection } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { readSessionEmail } from '#lib/account/session';
import { shop, signInProviders } from '#lib/wiring';
import { requestSignInAction } from '@/app/[locale]/(account)/sign-in/actions';
import { formMetadata } from '@/app/form-metadata';
import { AccountPage } from '@/components/account/account-page';
import { SignInView } from '@/components/account/sign-in-view';
import { requireLocale } from '@/i18n/require-locale';

/** Waits for the server as a whole, so that it can be read without JavaScript. */
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return formMetadata(t('documentTitle'));
}

/** The account, or the way into it. */
export default async function AccountRoute() {
  await connection();
  const locale = await requireLocale();
  const email = await readSessionEmail();
  if (email) {
    return <AccountPage account={await shop.readAccount({ email })} locale={locale} now={new Date()} />;
  }
  return (
    <SignInView
      action={requestSignInAction}
      providers={signInProviders()}
      locale={locale}
      returnTo={`/${locale}/account`}
    />
  );
}
