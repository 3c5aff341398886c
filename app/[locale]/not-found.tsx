import Link from 'next/link';
import { locale as rootLocale } from 'next/root-params';
import { getTranslations } from 'next-intl/server';
import { readHome } from '#lib/catalogue/cached';
import { isLocale, SHOP } from '#lib/config/shop';
import { SearchForm } from '@/components/search/search-form';
import { Sign } from '@/components/ui/sign';

/** An unknown address, place, plan or language: says so, and offers the ways on. Sent with every page, hence light. */
export default async function NotFound() {
  const asked = await rootLocale();
  const locale = asked !== undefined && isLocale(asked) ? asked : SHOP.defaultLocale;
  const [t, search, { popular }] = await Promise.all([
    getTranslations('common.notFound'),
    getTranslations('shop.search'),
    readHome(locale),
  ]);
  return (
    <>
      <Sign title={t('title')}>
        <p className="max-w-[42rem] text-board-muted">{t('text')}</p>
        <div className="max-w-[42rem] pt-5">
          <SearchForm locale={locale} label={search('label')} submit={search('submit')} />
        </div>
      </Sign>
      <div className="wrap grid gap-8 pt-10">
        <section aria-labelledby="popular">
          <h2 id="popular" className="type-h2 pb-2">
            {t('popular')}
          </h2>
          <ul className="flex flex-wrap gap-x-6">
            {popular.map(({ slug, name }) => (
              <li key={slug}>
                <Link
                  href={`/${locale}/esim/${slug}`}
                  prefetch={false}
                  className="link inline-flex min-h-11 items-center"
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </section>
        <p>
          <Link href={`/${locale}`} className="control control-quiet">
            {t('home')}
          </Link>
        </p>
      </div>
    </>
  );
}
