import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { readHome } from '#lib/catalogue/cached';
import { readEnv } from '#lib/config/env';
import type { HomePage } from '#lib/domain/place';
import { HowItWorks } from '@/components/layout/how-it-works';
import { PromiseTimetable } from '@/components/layout/promise-timetable';
import { ExamplePass } from '@/components/plans/example-pass';
import { PlaceBoard } from '@/components/plans/place-board';
import { readPlaceRows } from '@/components/plans/read-place-rows';
import { SearchBox } from '@/components/search/search-box';
import { readSearchWords } from '@/components/search/search-words';
import { Icon } from '@/components/ui/icon';
import { pageAddresses } from '@/i18n/page-addresses';
import { requireLocale } from '@/i18n/require-locale';

export const ensureStatic = 'navigation';

export async function generateMetadata(): Promise<Metadata> {
  const [locale, t] = await Promise.all([requireLocale(), getTranslations('shop.meta')]);
  return { title: { absolute: t('title') }, alternates: pageAddresses(locale, '') };
}

export default async function Home() {
  const locale = await requireLocale();
  const home = await readHome(locale);
  return (
    <>
      <Hero home={home} locale={locale} />
      <div className="wrap grid gap-14 pt-10 wide:gap-20 wide:pt-28">
        <Boards home={home} locale={locale} />
        <HowItWorks />
      </div>
      <PromiseTimetable minutes={readEnv().DELIVERY_PROMISE_MINUTES} />
    </>
  );
}

async function Hero({ home, locale }: { home: HomePage; locale: string }) {
  const [t, common, words] = await Promise.all([
    getTranslations('shop.home'),
    getTranslations('common'),
    readSearchWords(locale),
  ]);
  return (
    <div className="board">
      <div className="wrap relative z-10 pt-4 pb-10 wide:pt-12 wide:pb-16">
        <div className="wide:max-w-[42rem]">
          <h1 className="type-hero">
            {t('titleTop')}
            <br />
            {t('titleBottom')}
          </h1>
          <p className="max-w-120 pt-4 text-board-muted text-large wide:text-[1.25rem]/8">
            {t('lead', { count: home.placeCount })}
          </p>
          <div className="pt-5 wide:pt-7">
            <SearchBox words={words} />
          </div>
          <p className="flex flex-wrap gap-x-5 pt-2 text-small">
            <span className="sr-only">{words.label}: </span>
            {examplesOf(home).map((place) => (
              <Link
                key={place.slug}
                href={`/${locale}/esim/${place.slug}`}
                prefetch={false}
                className="inline-flex min-h-11 items-center underline underline-offset-4"
              >
                {place.name}
              </Link>
            ))}
          </p>
          <p className="flex items-center gap-2.5 pt-3 font-semibold text-small">
            <Icon name="promise" className="size-5" />
            {common('promise')}
          </p>
        </div>
        {home.example ? (
          <div className="hidden wide:absolute wide:end-6 wide:-bottom-16 wide:block">
            <ExamplePass example={home.example} locale={locale} />
          </div>
        ) : null}
      </div>
    </div>
  );
}

function examplesOf(home: HomePage) {
  return [...home.popular.slice(0, 3), ...home.regions.slice(0, 1)];
}

async function Boards({ home, locale }: { home: HomePage; locale: string }) {
  const t = await getTranslations('shop.home');
  const [popular, regions] = await Promise.all([readPlaceRows(home.popular), readPlaceRows(home.regions)]);
  if (popular.length + regions.length === 0) return <p className="text-muted">{t('empty')}</p>;
  return (
    <>
      <section aria-labelledby="popular">
        <div className="flex items-baseline justify-between gap-4 pb-3">
          <h2 id="popular" className="type-h2">
            {t('popular')}
          </h2>
          <Link
            href={`/${locale}/destinations`}
            className="link inline-flex min-h-11 items-center font-semibold text-small"
          >
            {t('all', { count: home.placeCount })}
          </Link>
        </div>
        <PlaceBoard rows={popular} locale={locale} likely={4} />
      </section>
      {regions.length > 0 ? (
        <section aria-labelledby="regions">
          <h2 id="regions" className="type-h2 pb-3">
            {t('regions')}
          </h2>
          <PlaceBoard rows={regions} locale={locale} />
        </section>
      ) : null}
    </>
  );
}
