import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readPlaces } from '#lib/catalogue/cached';
import type { PlaceRowData } from '@/components/plans/place-row';
import { toPluralForms } from '@/components/plans/plan-words';
import { readPlaceRows } from '@/components/plans/read-place-rows';
import { DestinationList } from '@/components/search/destination-list';
import { Sign } from '@/components/ui/sign';
import { pageAddresses } from '@/i18n/page-addresses';
import { requireLocale } from '@/i18n/require-locale';

export const ensureStatic = 'navigation';

export async function generateMetadata(): Promise<Metadata> {
  const [locale, t] = await Promise.all([requireLocale(), getTranslations('shop.destinations')]);
  return {
    title: t('metaTitle'),
    description: t('metaDescription'),
    alternates: pageAddresses(locale, '/destinations'),
  };
}

export default async function Destinations() {
  const locale = await requireLocale();
  const [t, common, places] = await Promise.all([
    getTranslations('shop.destinations'),
    getTranslations('common.price'),
    readPlaces(locale),
  ]);
  const countries = places.filter(({ kind }) => kind === 'country');
  const regions = places.filter(({ kind }) => kind === 'region');
  return (
    <>
      <Sign title={t('title')}>
        <p className="text-board-muted">{t('lead', { count: countries.length, regions: regions.length })}</p>
      </Sign>
      <div className="wrap pt-6 wide:pt-8">
        <DestinationList
          locale={locale}
          countries={(await readPlaceRows(byName(countries, locale))).map(withOnePrice)}
          regions={(await readPlaceRows(regions)).map(withOnePrice)}
          words={{
            from: common('from'),
            filter: t('filter'),
            none: t.raw('filterNone'),
            count: toPluralForms(locale, (count) => t('filterCount', { count })),
            countries: t('countries'),
            regions: t('regions'),
          }}
        />
      </div>
    </>
  );
}

/** See `usePricesOfPlaces`: the other currencies follow for those who want them. */
function withOnePrice(row: PlaceRowData): PlaceRowData {
  const { EUR } = row.from;
  return { ...row, from: EUR === undefined ? row.from : { EUR } };
}

function byName<T extends { name: string }>(places: readonly T[], locale: string): T[] {
  const { compare } = new Intl.Collator(locale);
  return places.toSorted((a, b) => compare(a.name, b.name));
}
