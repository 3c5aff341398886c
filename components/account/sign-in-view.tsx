import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AuthButton } from '@/components/account/auth-button-client';
import { type SignInAction, SignInForm, type SignInState } from '@/components/account/sign-in-form-client';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { Sign } from '@/components/ui/sign';

type SignInViewProps = {
  action: SignInAction;
  answered?: SignInState | undefined;
  providers: readonly ('google' | 'apple')[];
  locale: string;
  /** Where a provider's sign-in comes back to. */
  returnTo: string;
  trouble?: 'expired' | 'failed' | undefined;
};

/** Signing in by mail, and by whichever provider is set up. */
export async function SignInView({
  action,
  answered,
  providers,
  locale,
  returnTo,
  trouble,
}: SignInViewProps) {
  const [t, checkout] = await Promise.all([getTranslations('account.signIn'), getTranslations('checkout')]);
  const [before = '', after = ''] = checkout('didYouMean').split('…');
  const words = {
    email: t('email'),
    emailHint: t('emailHint'),
    submit: t('submit'),
    busy: t('busy'),
    sentTitle: t('sentTitle'),
    problem: t('problem'),
    errorTitle: t('errorPrefix', { title: t('documentTitle') }),
    question: { before, after },
  };
  return (
    <>
      <Sign title={t('title')}>
        <p className="max-w-xl pb-2 text-board-muted text-large">{t('lead')}</p>
      </Sign>
      <div className="wrap py-5 wide:py-10">
        <div className="max-w-xl space-y-5">
          {trouble ? <Notice tone="warn">{t(trouble)}</Notice> : null}
          <Panel className="space-y-5 p-4 wide:p-8">
            <SignInForm action={action} answered={answered} locale={locale} words={words} />
            {providers.length > 0 ? <p className="text-center text-muted text-small">{t('or')}</p> : null}
            {providers.map((provider) => (
              <AuthButton
                key={provider}
                action={`/api/auth/signin/${provider}`}
                returnTo={returnTo}
                failed={t('failed')}
              >
                {t(provider)}
              </AuthButton>
            ))}
          </Panel>
          <Link
            href={`/${locale}/orders`}
            className="link inline-flex min-h-11 items-center font-semibold text-small"
          >
            {t('find')}
          </Link>
        </div>
      </div>
    </>
  );
}
