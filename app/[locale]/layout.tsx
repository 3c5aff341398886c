import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import '@/app/globals.css';
import { locale as rootLocale } from 'next/root-params';
import { readEnv } from '#lib/config/env';
import { isLocale, SHOP } from '#lib/config/shop';
import { Footer } from '@/components/layout/footer';
import { Header } from '@/components/layout/header';
import { SandboxNotice } from '@/components/layout/sandbox-notice';
import { SettleScript } from '@/components/layout/settle-script';
import { Settled } from '@/components/layout/settled';
import type { ShopFacts } from '@/components/layout/shop-facts';

const archivo = localFont({
  src: '../fonts/archivo-latin.woff2',
  weight: '400 700',
  display: 'swap',
  variable: '--font-archivo',
});

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#05363b' },
    { media: '(prefers-color-scheme: dark)', color: '#0b2a2e' },
  ],
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shop.meta');
  return {
    metadataBase: new URL(readEnv().APP_URL),
    title: { default: t('title'), template: `%s · ${SHOP.name}` },
    description: t('description'),
    applicationName: SHOP.name,
    openGraph: { siteName: SHOP.name, type: 'website' },
    formatDetection: { telephone: false, email: false, address: false },
  };
}

export function generateStaticParams() {
  return SHOP.locales.map((locale) => ({ locale }));
}

/** An unknown locale is answered in the default language; its page ends as not found by itself (`requireLocale`). */
export default async function ShopLayout({ children }: { children: ReactNode }) {
  const asked = await rootLocale();
  const locale = asked !== undefined && isLocale(asked) ? asked : SHOP.defaultLocale;
  const t = await getTranslations('common');
  const shop: ShopFacts = {
    name: SHOP.name,
    supportHours: SHOP.supportHours,
    currency: SHOP.defaultCurrency,
    languages: SHOP.locales.map((code) => ({ code, name: t(`languages.${code}`) })),
  };
  return (
    <html lang={locale} dir="ltr" className={archivo.variable} suppressHydrationWarning>
      <head>
        <SettleScript currency={SHOP.defaultCurrency} />
      </head>
      <body>
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:z-50 focus:rounded-control focus:bg-surface focus:px-4 focus:py-3 focus:font-semibold"
        >
          {t('skip')}
        </a>
        {readEnv().sandbox ? <SandboxNotice /> : null}
        <Header locale={locale} shop={shop} />
        <main id="content" tabIndex={-1} className="outline-none">
          {children}
        </main>
        <Footer locale={locale} shop={shop} />
        <Settled />
      </body>
    </html>
  );
}
