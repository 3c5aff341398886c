import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { PlacePage } from '#lib/domain/place';
import { PriceText } from '@/components/plans/price-in-currency';
import { Sign } from '@/components/ui/sign';

type PlaceFactsProps = { page: PlacePage; locale: string; crumb: ReactNode; flag: ReactNode };

/** The sign of a place: its name, and what is certain about its plans. */
export async function PlaceFacts({ page, locale, crumb, flag }: PlaceFactsProps) {
  const t = await getTranslations('shop.place');
  const plans = [...page.plans, ...page.regional, ...page.global];
  const speeds = page.plans.flatMap((plan) => (plan.speeds.known ? plan.speeds.value : []));
  const best = speeds.toSorted().at(-1);
  const hotspots = plans.filter((plan) => plan.hotspot.known && plan.hotspot.value).length;
  const facts = [
    {
      label: t('facts.plans'),
      value: plans.length === 0 ? t('noPlans') : t('plans', { count: plans.length }),
    },
    { label: t('facts.from'), value: <PriceText prices={page.place.from} locale={locale} /> },
    {
      label: t('facts.speed'),
      value: best ? t('facts.speedStated', { speed: best }) : t('facts.speedUnknown'),
    },
    { label: t('facts.hotspot'), value: t('facts.hotspotStated', { count: hotspots }) },
  ];
  return <Sign crumb={crumb} title={page.place.name} titleRole="type-place" flag={flag} facts={facts} />;
}
