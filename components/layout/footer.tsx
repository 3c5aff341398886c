import type { Route } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Wordmark } from '@/components/layout/logo';
import { CurrencyCode, ThemeName } from '@/components/layout/preference-labels';
import type { ShopFacts } from '@/components/layout/shop-facts';
import { Icon, type IconName } from '@/components/ui/icon';

export async function Footer({ locale, shop }: { locale: string; shop: ShopFacts }) {
  const t = await getTranslations('common');
  return (
    <footer className="wrap mt-auto w-full pt-16 pb-10 wide:pt-24">
      <div className="grid gap-8 border-border border-t pt-8 wide:grid-cols-[2fr_1fr_1fr_1fr_1fr]">
        <div>
          <Wordmark name={shop.name} />
          <p className="mt-3 max-w-48 text-muted text-small">{t('promise')}</p>
        </div>
        <nav
          aria-label={t('footer.label')}
          className="grid grid-cols-2 gap-8 wide:col-span-4 wide:grid-cols-4"
        >
          <Group title={t('footer.shop')}>
            <FooterLink href={`/${locale}/destinations`}>{t('footer.destinations')}</FooterLink>
            <FooterLink href={`/${locale}/destinations#regions`}>{t('footer.regions')}</FooterLink>
          </Group>
          <Group title={t('footer.order')}>
            <FooterLink href={`/${locale}/orders`}>{t('footer.findOrder')}</FooterLink>
            <FooterLink href={`/${locale}/account`}>{t('footer.esims')}</FooterLink>
            <FooterLink href={`/${locale}/withdraw`}>{t('footer.withdraw')}</FooterLink>
          </Group>
          <Group title={t('footer.help')}>
            <FooterLink href={`/${locale}/help`}>{t('footer.install')}</FooterLink>
            <FooterLink href={`/${locale}/help#contact`}>
              {t('footer.contact', { hours: shop.supportHours })}
            </FooterLink>
          </Group>
          <Group title={t('footer.legal')}>
            <FooterLink href={`/${locale}/legal/privacy`}>{t('footer.privacy')}</FooterLink>
          </Group>
        </nav>
      </div>
      <FooterPreferences locale={locale} shop={shop} />
    </footer>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="font-semibold text-small">{title}</h2>
      <ul className="mt-2">{children}</ul>
    </div>
  );
}

function FooterLink<T extends string>({ href, children }: { href: Route<T>; children: ReactNode }) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        className="flex min-h-11 items-center text-muted text-small underline-offset-4 hover:underline wide:min-h-8"
      >
        {children}
      </Link>
    </li>
  );
}

async function FooterPreferences({ locale, shop }: { locale: string; shop: ShopFacts }) {
  const t = await getTranslations('common');
  const themes = {
    system: t('preferences.system'),
    light: t('preferences.light'),
    dark: t('preferences.dark'),
  };
  return (
    <div className="mt-8 flex flex-wrap items-center gap-x-5 border-border border-t pt-3 text-muted text-small">
      <MenuButton icon="language" title={t('preferences.language')}>
        {shop.languages.find(({ code }) => code === locale)?.name}
      </MenuButton>
      <MenuButton icon="currency" title={t('preferences.currency')}>
        <CurrencyCode fallback={shop.currency} />
      </MenuButton>
      <MenuButton icon="theme-system" title={t('preferences.theme')}>
        <ThemeName words={themes} />
      </MenuButton>
      <p className="py-2">{t('footer.noTracking')}</p>
    </div>
  );
}

function MenuButton({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <button
      type="button"
      popoverTarget="menu"
      className="inline-flex min-h-11 items-center gap-1.5 hover:underline"
    >
      <Icon name={icon} />
      <span className="sr-only">{title}: </span>
      {children}
    </button>
  );
}
