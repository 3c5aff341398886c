import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Sign } from '@/components/ui/sign';
import { pageAddresses } from '@/i18n/page-addresses';
import { requireLocale } from '@/i18n/require-locale';

export const ensureStatic = 'navigation';

const TOPICS = ['browse', 'order', 'card', 'esim', 'account'] as const;

export async function generateMetadata(): Promise<Metadata> {
  const [locale, t] = await Promise.all([requireLocale(), getTranslations('shop.privacy')]);
  return {
    title: t('title'),
    description: t('metaDescription'),
    alternates: pageAddresses(locale, '/legal/privacy'),
  };
}

export default async function Privacy() {
  await requireLocale();
  const t = await getTranslations('shop.privacy');
  return (
    <>
      <Sign title={t('title')} />
      <div className="wrap grid max-w-[52rem] gap-9 pt-8">
        {TOPICS.map((topic) => (
          <section key={topic}>
            <h2 className="type-h2 pb-2">{t(`${topic}.title`)}</h2>
            <p className="text-muted">{t(`${topic}.text`)}</p>
          </section>
        ))}
      </div>
    </>
  );
}
