import type { getTranslations } from 'next-intl/server';
import { countryName, isKnownCountry } from '#lib/domain/country';
import type { PlanSnapshot } from '#lib/domain/order';
import type { DataAllowance } from '#lib/domain/plan';
import { assertNever } from '#lib/domain/result';
import { dataText } from '@/components/esims/data-amount';

export type OrderTranslator = Awaited<ReturnType<typeof getTranslations<'order'>>>;

/** A bought plan in words. `flag`: alpha-2 where a flag exists; a region has none. */
export type PlanWords = {
  place: string;
  data: string;
  days: string;
  title: string;
  flag: string | undefined;
};

type SoldPlan = Pick<PlanSnapshot, 'place' | 'data' | 'validityDays'>;

/** Server only: the names of countries come from the server's ICU. */
export function planWords(plan: SoldPlan, { t, locale }: { t: OrderTranslator; locale: string }): PlanWords {
  const place =
    plan.place.kind === 'country' ? countryName(plan.place.code, locale) : t(`regions.${plan.place.region}`);
  const data = dataWords(plan.data, { t, locale });
  const days = t('plan.days', { count: plan.validityDays });
  const flag = plan.place.kind === 'country' && isKnownCountry(plan.place.code) ? plan.place.code : undefined;
  return { place, data, days, title: t('plan.title', { place, data, days }), flag };
}

function dataWords(data: DataAllowance, { t, locale }: { t: OrderTranslator; locale: string }): string {
  switch (data.kind) {
    case 'limited':
      return dataText(data.bytes, locale);
    case 'daily':
      return t('plan.daily', { amount: dataText(data.bytesPerDay, locale) });
    case 'undisclosed':
      return t('plan.undisclosed');
    default:
      return assertNever(data);
  }
}
