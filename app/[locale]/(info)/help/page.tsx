import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { readEnv } from '#lib/config/env';
import { REFUNDS } from '#lib/config/refunds';
import { SHOP } from '#lib/config/shop';
import { buttonClass } from '@/components/ui/button-class';
import { Panel } from '@/components/ui/panel';
import { Sign } from '@/components/ui/sign';
import { pageAddresses } from '@/i18n/page-addresses';
import { requireLocale } from '@/i18n/require-locale';

export const ensureStatic = 'navigation';

export async function generateMetadata(): Promise<Metadata> {
  const [locale, t] = await Promise.all([requireLocale(), getTranslations('shop.help')]);
  return {
    title: t('title'),
    description: t('metaDescription'),
    alternates: pageAddresses(locale, '/help'),
  };
}

export default async function Help() {
  await requireLocale();
  const t = await getTranslations('shop.help');
  return (
    <>
      <Sign title={t('title')} />
      <div className="wrap grid max-w-[52rem] gap-9 pt-8">
        <Topic title={t('before.title')}>{t('before.text')}</Topic>
        <section aria-labelledby="install">
          <h2 id="install" className="type-h2 pb-3">
            {t('install.title')}
          </h2>
          <Panel>
            <ol className="install-steps">
              <li>{t('install.one')}</li>
              <li>{t('install.two')}</li>
              <li>{t('install.three')}</li>
            </ol>
          </Panel>
        </section>
        <div className="grid gap-9 wide:grid-cols-2">
          <Topic title={t('iphone.title')}>{t('iphone.text')}</Topic>
          <Topic title={t('android.title')}>{t('android.text')}</Topic>
        </div>
        <Topic title={t('arrive.title')}>{t('arrive.text')}</Topic>
        <Topic title={t('once.title')}>{t('once.text')}</Topic>
        <Topic title={t('refund.title')}>
          {t('refund.text', { unused: REFUNDS.unusedDays, used: REFUNDS.partlyUsedDays })}
        </Topic>
        <Contact />
      </div>
    </>
  );
}

async function Contact() {
  const t = await getTranslations('shop.help.contact');
  const address = /<([^>]+)>/.exec(readEnv().EMAIL_FROM)?.[1] ?? readEnv().EMAIL_FROM;
  return (
    <section id="contact" aria-labelledby="contact-title" className="scroll-mt-4">
      <h2 id="contact-title" className="type-h2 pb-2">
        {t('title')}
      </h2>
      <p className="pb-4 text-muted">{t('text', { hours: SHOP.supportHours })}</p>
      <a href={`mailto:${address}`} className={buttonClass({ variant: 'quiet' })}>
        {t('mail')}: {address}
      </a>
    </section>
  );
}

function Topic({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="type-h2 pb-2">{title}</h2>
      <p className="text-muted">{children}</p>
    </section>
  );
}
