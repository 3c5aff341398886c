import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { readPlacePage, readPlaceSlugs } from '#lib/catalogue/cached';
import { isKnownCountry } from '#lib/domain/country';
import type { PlacePage } from '#lib/domain/place';
import { readListWords, readPassWords } from '@/components/plans/pass-words';
import { PlaceCrumbs } from '@/components/plans/place-crumbs';
import { PlaceFacts } from '@/components/plans/place-facts';
import { PlanBrowser, type PlanSectionData } from '@/components/plans/plan-browser';
import { sortCards, toListedCard, toPlanCard } from '@/components/plans/plan-card';
import { countOptions } from '@/components/plans/plan-filter';
import { ButtonLink } from '@/components/ui/button';
import { Flag } from '@/components/ui/flag';
import { pageAddresses } from '@/i18n/page-addresses';
import { requireLocale } from '@/i18n/require-locale';

export const ensureStatic = 'navigation';
/** Static as a whole and prefetched as a whole: there is no shell to show before it, and none is looked for. */
export const instant = false;

export async function generateStaticParams() {
  const slugs = await readPlaceSlugs();
  return slugs.map((slug) => ({ slug }));
}

export async function generateMetadata({ params }: PageProps<'/[locale]/esim/[slug]'>): Promise<Metadata> {
  const locale = await requireLocale();
  const { slug } = await params;
  const page = await readPlacePage(slug, locale);
  if (!page) notFound();
  const t = await getTranslations('shop.place');
  const { name, planCount } = page.place;
  return {
    title: t('title', { name }),
    description: t('metaDescription', { name, count: planCount }),
    alternates: pageAddresses(locale, `/esim/${slug}`),
  };
}

export default async function Place({ params }: PageProps<'/[locale]/esim/[slug]'>) {
  const locale = await requireLocale();
  const { slug } = await params;
  const page = await readPlacePage(slug, locale);
  if (!page) notFound();
  const { place } = page;
  const code = place.kind === 'country' && isKnownCountry(place.code) ? place.code : undefined;
  return (
    <>
      <PlaceFacts
        page={page}
        locale={locale}
        crumb={<PlaceCrumbs locale={locale} />}
        flag={<Flag code={code} size="place" />}
      />
      <div className="wrap pt-6 wide:pt-10">
        <Plans page={page} locale={locale} />
      </div>
    </>
  );
}

async function Plans({ page, locale }: { page: PlacePage; locale: string }) {
  const t = await getTranslations('shop.place');
  const { name, slug } = page.place;
  const [pass, list] = await Promise.all([readPassWords(locale), readListWords(locale)]);
  const sections = toSections(page, {
    own: t('own', { name }),
    regional: t('regional', { name }),
    global: page.place.kind === 'region' ? t('regionGlobal') : t('global', { name }),
  });
  if (sections.length === 0) {
    return (
      <div className="panel grid justify-items-start gap-4 p-6">
        <p>{t('empty', { name })}</p>
        <ButtonLink href={`/${locale}/destinations`}>{t('emptyAction')}</ButtonLink>
      </div>
    );
  }
  const everything = [...page.plans, ...page.regional, ...page.global].map(toListedCard);
  return (
    <PlanBrowser
      sections={sections}
      counts={countOptions(everything, [])}
      plansAddress={`/${locale}/esim/${slug}/plans`}
      allHref={`/${locale}/esim/${slug}/all`}
      pass={pass}
      list={list}
    />
  );
}

const FIRST = { own: 12, regional: 3, global: 3 };

function toSections(page: PlacePage, titles: Record<PlanSectionData['key'], string>): PlanSectionData[] {
  const groups = [
    { key: 'own', plans: page.plans },
    { key: 'regional', plans: page.regional },
    { key: 'global', plans: page.global },
  ] as const;
  return groups
    .filter(({ plans }) => plans.length > 0)
    .map(({ key, plans }) => ({
      key,
      title: titles[key],
      first: sortCards(plans.map(toPlanCard), 'total').slice(0, FIRST[key]),
      total: plans.length,
    }));
}
