import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { findPlaces, readHome } from '#lib/catalogue/cached';
import type { Locale } from '#lib/config/shop';
import { PlaceBoard } from '@/components/plans/place-board';
import { readPlaceRows } from '@/components/plans/read-place-rows';
import { SearchBox } from '@/components/search/search-box';
import { readSearchWords } from '@/components/search/search-words';
import { ButtonLink } from '@/components/ui/button';
import { Sign } from '@/components/ui/sign';
import { requireLocale } from '@/i18n/require-locale';

/** Without a fallback the answer is there without JavaScript too. */
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shop.search');
  return { title: t('pageTitle'), robots: { index: false } };
}

/** Where the search form leads without script. The answer depends on the address, so it is made per request. */
export default async function Search({ searchParams }: PageProps<'/[locale]/search'>) {
  const locale = await requireLocale();
  const [t, words] = await Promise.all([getTranslations('shop.search'), readSearchWords(locale)]);
  return (
    <>
      <Sign title={t('pageTitle')}>
        <div className="relative z-10 max-w-[42rem] pt-2">
          <SearchBox words={words} />
        </div>
      </Sign>
      <div className="wrap min-h-[60vh] pt-8">
        <Results locale={locale} searchParams={searchParams} />
      </div>
    </>
  );
}

type ResultsProps = { locale: Locale; searchParams: PageProps<'/[locale]/search'>['searchParams'] };

async function Results({ locale, searchParams }: ResultsProps) {
  const { q } = await searchParams;
  const query = (Array.isArray(q) ? q[0] : q)?.trim().slice(0, 80) ?? '';
  const t = await getTranslations('shop.search');
  if (query === '')
    return (
      <>
        <p className="pb-8 text-muted">{t('pageText')}</p>
        <Popular locale={locale} />
      </>
    );
  const { places, exact } = await findPlaces(query, locale);
  const [first] = places;
  if (!first) return <NothingFound locale={locale} query={query} />;
  const certain = exact || places.length === 1;
  return (
    <section aria-labelledby="results">
      {/* Not `redirect()`: once the page streams, it takes a script to follow it. */}
      {certain ? <meta httpEquiv="refresh" content={`0;url=/${locale}/esim/${first.slug}`} /> : null}
      <h2 id="results" className="type-h2">
        {t('pageTitleFor', { query })}
      </h2>
      <p className="pb-4 text-muted">{t('results', { count: places.length })}</p>
      <PlaceBoard rows={await readPlaceRows(places)} locale={locale} likely={4} />
    </section>
  );
}

async function NothingFound({ locale, query }: { locale: Locale; query: string }) {
  const t = await getTranslations('shop.search');
  return (
    <div className="grid gap-10">
      <div className="panel grid justify-items-start gap-3 p-5">
        <h2 className="type-h3">{t('noneTitle', { query })}</h2>
        <p className="text-muted">{t('noneText')}</p>
        <ButtonLink href={`/${locale}/destinations`} variant="quiet">
          {t('all')}
        </ButtonLink>
      </div>
      <Popular locale={locale} />
    </div>
  );
}

async function Popular({ locale }: { locale: Locale }) {
  const [t, home] = await Promise.all([getTranslations('shop.search'), readHome(locale)]);
  return (
    <section aria-labelledby="popular">
      <h2 id="popular" className="type-h2 pb-4">
        {t('popularTitle')}
      </h2>
      <PlaceBoard rows={await readPlaceRows(home.popular)} locale={locale} />
    </section>
  );
}
