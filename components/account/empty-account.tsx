import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';

/** Nothing bought with this address yet, and both ways on. */
export async function EmptyAccount({ email, locale }: { email: string; locale: string }) {
  const t = await getTranslations('account.empty');
  return (
    <Panel className="max-w-2xl p-4 wide:p-6">
      <h2 className="type-h3">{t('title')}</h2>
      <p className="mt-1 break-words text-muted">{t('body', { email })}</p>
      <div className="mt-4 flex flex-wrap gap-3">
        <ButtonLink href={`/${locale}/destinations`}>{t('browse')}</ButtonLink>
        <ButtonLink href={`/${locale}/orders`} variant="quiet">
          {t('find')}
        </ButtonLink>
      </div>
    </Panel>
  );
}
