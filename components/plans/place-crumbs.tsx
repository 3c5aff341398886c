import Link from 'next/link';
import { getTranslations } from 'next-intl/server';

export async function PlaceCrumbs({ locale }: { locale: string }) {
  const t = await getTranslations('shop.place');
  const look = 'inline-flex min-h-11 items-center underline underline-offset-4';
  return (
    <nav aria-label={t('crumbs')}>
      <ol className="flex gap-2">
        <li className="flex items-center gap-2">
          <Link href={`/${locale}`} className={look}>
            {t('home')}
          </Link>
          <span aria-hidden="true">/</span>
        </li>
        <li>
          <Link href={`/${locale}/destinations`} className={look}>
            {t('destinations')}
          </Link>
        </li>
      </ol>
    </nav>
  );
}
