import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { HeaderMenu } from '@/components/layout/header-menu';
import { Wordmark } from '@/components/layout/logo';
import { CurrencyCode } from '@/components/layout/preference-labels';
import type { ShopFacts } from '@/components/layout/shop-facts';
import { Icon } from '@/components/ui/icon';

/** The bar on every page: brand, navigation, search, and the panel with language, currency and theme. */
export async function Header({ locale, shop }: { locale: string; shop: ShopFacts }) {
  const t = await getTranslations('common');
  return (
    <header className="board">
      <div className="wrap flex h-15 items-center gap-6 wide:h-18">
        <Link href={`/${locale}`} aria-label={t('home')} className="flex min-h-11 items-center">
          <Wordmark name={shop.name} />
        </Link>
        <HeaderLinks locale={locale} />
        <div className="ms-auto flex items-center gap-1 wide:gap-4">
          <Link
            href={`/${locale}/search`}
            aria-label={t('nav.search')}
            className="grid size-11 place-items-center wide:hidden"
          >
            <Icon name="search" className="size-5" />
          </Link>
          <button
            type="button"
            popoverTarget="menu"
            aria-label={t('nav.menu')}
            className="-me-2.5 grid size-11 place-items-center wide:hidden"
          >
            <Icon name="menu" className="size-5" />
          </button>
          <button
            type="button"
            popoverTarget="menu"
            className="hidden min-h-11 items-center font-semibold text-small wide:inline-flex"
          >
            <span className="sr-only">{t('preferences.title')}: </span>
            <CurrencyCode fallback={shop.currency} />
            <span aria-hidden="true">&nbsp;·&nbsp;</span>
            {shop.languages.find(({ code }) => code === locale)?.name}
          </button>
          <Link
            href={`/${locale}/account`}
            prefetch={false}
            className="hidden min-h-11 items-center gap-2 font-semibold text-small wide:flex"
          >
            <Icon name="ticket" />
            {t('nav.esims')}
          </Link>
        </div>
      </div>
      <HeaderMenu locale={locale} shop={shop} />
    </header>
  );
}

async function HeaderLinks({ locale }: { locale: string }) {
  const t = await getTranslations('common.nav');
  const look = 'flex min-h-11 items-center underline-offset-4 hover:underline';
  return (
    <nav aria-label={t('label')} className="ms-4 hidden gap-7 font-semibold text-[0.9375rem] wide:flex">
      <Link href={`/${locale}/destinations`} className={look}>
        {t('destinations')}
      </Link>
      <Link href={`/${locale}#how`} className={look}>
        {t('how')}
      </Link>
      <Link href={`/${locale}/help`} className={look}>
        {t('help')}
      </Link>
    </nav>
  );
}
