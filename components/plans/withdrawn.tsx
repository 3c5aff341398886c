import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { PlaceSummary } from '#lib/domain/place';
import { Notice } from '@/components/ui/notice';

/** A plan that the partner no longer sells: said first, with the way on. */
export async function Withdrawn({ place, locale }: { place: PlaceSummary | undefined; locale: string }) {
  const t = await getTranslations('shop.plan');
  return (
    <div className="wide:col-span-2">
      <Notice tone="warn" title={t('withdrawn')}>
        {t('withdrawnText')}{' '}
        <Link href={place ? `/${locale}/esim/${place.slug}` : `/${locale}/destinations`} className="link">
          {place ? t('withdrawnLink', { place: place.name }) : t('backAll')}
        </Link>
      </Notice>
    </div>
  );
}
