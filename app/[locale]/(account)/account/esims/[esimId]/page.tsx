import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { connection } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { readSessionEmail } from '#lib/account/session';
import { shop, signInProviders } from '#lib/wiring';
import { requestSignInAction } from '@/app/[locale]/(account)/sign-in/actions';
import { formMetadata } from '@/app/form-metadata';
import { EsimPage } from '@/components/account/esim-page';
import { SignInView } from '@/components/account/sign-in-view';
import { requireLocale } from '@/i18n/require-locale';

/** Waits for the server as a whole, so that it can be read without JavaScript. */
export const instant = false;

type EsimRouteProps = { params: Promise<{ esimId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return formMetadata(t('documentTitle'));
}

/** An eSIM of the signed-in person; anybody else's does not exist. */
export default async function EsimRoute({ params }: EsimRouteProps) {
  await connection();
  const locale = await requireLocale();
  const { esimId } = await params;
  const email = await readSessionEmail();
  if (!email) {
    return (
      <SignInView
        action={requestSignInAction}
        providers={signInProviders()}
        locale={locale}
        returnTo={`/${locale}/account/esims/${encodeURIComponent(esimId)}`}
      />
    );
  }
  const { esims, orders } = await shop.readAccount({ email });
  const esim = esims.find(({ id }) => id === esimId);
  if (!esim) notFound();
  return <EsimPage esim={esim} orders={orders} locale={locale} now={new Date()} />;
}
