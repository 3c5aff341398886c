import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { CURRENCIES } from '#lib/domain/money';
import { CurrencyChoice } from '@/components/layout/currency-choice';
import { LanguageLinks } from '@/components/layout/language-links';
import { MenuPanel } from '@/components/layout/menu-panel';
import type { ShopFacts } from '@/components/layout/shop-facts';
import { ThemeChoice } from '@/components/layout/theme-choice';
import { Icon } from '@/components/ui/icon';

/** A native popover: opens, closes and gives focus back without script. */
export async function HeaderMenu({ locale, shop }: { locale: string; shop: ShopFacts }) {
  const t = await getTranslations('common');
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  const currencies = CURRENCIES.map((code) => ({ code, name: names.of(code) ?? code }));
  return (
    <MenuPanel label={t('nav.menu')}>
      <div className="flex items-center justify-between ps-1">
        <p className="font-semibold">{t('nav.menu')}</p>
        <button
          type="button"
          popoverTarget="menu"
          popoverTargetAction="hide"
          aria-label={t('nav.close')}
          className="-me-2 grid size-11 place-items-center"
        >
          <Icon name="close" className="size-5" />
        </button>
      </div>
      <MenuLinks locale={locale} />
      <div className="grid gap-5 pt-2">
        <LanguageLinks label={t('preferences.language')} current={locale} languages={shop.languages} />
        <CurrencyChoice
          label={t('preferences.currency')}
          note={t('preferences.currencyNote')}
          currencies={currencies}
          fallback={shop.currency}
        />
        <ThemeChoice
          label={t('preferences.theme')}
          words={{
            system: t('preferences.system'),
            light: t('preferences.light'),
            dark: t('preferences.dark'),
          }}
        />
      </div>
    </MenuPanel>
  );
}

async function MenuLinks({ locale }: { locale: string }) {
  const t = await getTranslations('common.nav');
  const look = 'flex min-h-12 items-center border-border border-b px-1 font-semibold';
  return (
    <nav aria-label={t('label')} className="pb-3 wide:hidden">
      <Link href={`/${locale}/destinations`} className={look}>
        {t('destinations')}
      </Link>
      <Link href={`/${locale}#how`} className={look}>
        {t('how')}
      </Link>
      <Link href={`/${locale}/help`} className={look}>
        {t('help')}
      </Link>
      <Link href={`/${locale}/account`} prefetch={false} className={look}>
        {t('esims')}
      </Link>
    </nav>
  );
}
