import { getTranslations } from 'next-intl/server';
import type { PlanPage } from '#lib/domain/place';
import type { DataAllowance } from '#lib/domain/plan';
import { dataParts, type UnitWords } from '@/components/plans/plan-words';

export async function readUnits(): Promise<UnitWords> {
  const t = await getTranslations('common.units');
  return { gb: t('gb'), mb: t('mb'), gbPerDay: t('gbPerDay'), mbPerDay: t('mbPerDay') };
}

/** "10 GB", "1 GB/day", or that the limit is not disclosed. */
export async function readDataText(data: DataAllowance, locale: string): Promise<string> {
  const [t, units] = await Promise.all([getTranslations('shop.pass'), readUnits()]);
  const parts = dataParts(data, locale, units);
  return parts ? `${parts.figure}\u00a0${parts.unit}` : t('undisclosed');
}

/** "Japan, 10 GB, 30 days" */
export async function readPlanTitle({ plan, place }: PlanPage, locale: string): Promise<string> {
  const t = await getTranslations('shop.plan');
  const area = plan.place.kind === 'region' ? plan.place.label : undefined;
  return t('title', {
    place: place?.name ?? area ?? '',
    data: await readDataText(plan.data, locale),
    days: t('dayCount', { count: plan.validityDays }),
  });
}
