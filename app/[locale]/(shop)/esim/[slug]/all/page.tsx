import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { readPlacePage, readPlaceSlugs } from '#lib/catalogue/cached';
import { PlanTable } from '@/components/plans/plan-table';
import { Icon } from '@/components/ui/icon';
import { Sign } from '@/components/ui/sign';
import { requireLocale } from '@/i18n/require-locale';

export const ensureStatic = 'navigation';
/** Static as a whole and prefetched as a whole: there is no shell to show before it, and none is looked for. */
export const instant = false;

/** Rarely visited: one is rendered ahead to prove that the page is static, the others on their first visit. */
export async function generateStaticParams() {
  const slugs = await readPlaceSlugs();
  return slugs.slice(0, 1).map((slug) => ({ slug }));
}

export async function generateMetadata({
  params,
}: PageProps<'/[locale]/esim/[slug]/all'>): Promise<Metadata> {
  const locale = await requireLocale();
  const { slug } = await params;
  const page = await readPlacePage(slug, locale);
  if (!page) notFound();
  const t = await getTranslations('shop.everyPlan');
  return {
    title: t('title', { name: page.place.name }),
    alternates: { canonical: `/${locale}/esim/${slug}` },
    robots: { index: false },
  };
}

/** The plain list of a place's plans: for readers without script, and for printing. */
export default async function EveryPlan({ params }: PageProps<'/[locale]/esim/[slug]/all'>) {
  const locale = await requireLocale();
  const { slug } = await params;
  const page = await readPlacePage(slug, locale);
  if (!page) notFound();
  const [t, place] = await Promise.all([getTranslations('shop.everyPlan'), getTranslations('shop.place')]);
  const { name } = page.place;
  const groups = [
    { key: 'own', title: place('own', { name }), plans: page.plans },
    { key: 'regional', title: place('regional', { name }), plans: page.regional },
    { key: 'global', title: place('global', { name }), plans: page.global },
  ];
  return (
    <>
      <Sign
        title={t('title', { name })}
        crumb={
          <Link
            href={`/${locale}/esim/${slug}`}
            className="inline-flex min-h-11 items-center gap-1.5 underline"
          >
            <Icon name="arrow-back" className="size-4 rtl:-scale-x-100" />
            {t('back', { name })}
          </Link>
        }
      />
      <div className="wrap grid gap-10 pt-8">
        <p className="text-muted">{t('lead', { name })}</p>
        {groups
          .filter(({ plans }) => plans.length > 0)
          .map(({ key, title, plans }) => (
            <PlanTable key={key} id={key} title={title} plans={plans} locale={locale} />
          ))}
      </div>
    </>
  );
}
