import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { parseEmail } from '#lib/domain/email';
import { formMetadata } from '@/app/form-metadata';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Sign } from '@/components/ui/sign';
import { requireLocale } from '@/i18n/require-locale';

/** Without a fallback the button is there without JavaScript too. */
export const instant = false;

type ConfirmPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account.confirm');
  return formMetadata(t('documentTitle'));
}

/** Opening the link does nothing: mail scanners follow links too. Only the button signs in. */
export default async function ConfirmPage({ searchParams }: ConfirmPageProps) {
  const locale = await requireLocale();
  const t = await getTranslations('account.confirm');
  const { token, email } = await searchParams;
  const address = typeof email === 'string' ? parseEmail(email) : undefined;
  if (typeof token !== 'string' || token === '' || !address) return <BrokenLink locale={locale} />;
  const query = new URLSearchParams({ callbackUrl: `/${locale}/account`, token, email: address });
  return (
    <>
      <Sign title={t('title', { email: address })} />
      <div className="wrap py-5 wide:py-10">
        <Panel className="max-w-xl space-y-4 p-4 wide:p-8">
          <p>{t('body')}</p>
          <form method="post" action={`/api/auth/callback/email?${query}`}>
            <Button type="submit" block>
              {t('submit')}
            </Button>
          </form>
        </Panel>
      </div>
    </>
  );
}

async function BrokenLink({ locale }: { locale: string }) {
  const t = await getTranslations('account.confirm');
  return (
    <>
      <Sign title={t('brokenTitle')} />
      <div className="wrap py-5 wide:py-10">
        <div className="max-w-xl space-y-5">
          <p>{t('broken')}</p>
          <ButtonLink href={`/${locale}/sign-in`}>{t('again')}</ButtonLink>
        </div>
      </div>
    </>
  );
}
