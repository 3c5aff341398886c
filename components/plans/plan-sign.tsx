import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { isKnownCountry } from '#lib/domain/country';
import type { PlanPage } from '#lib/domain/place';
import { readPlanTitle } from '@/components/plans/plan-title';
import { Flag } from '@/components/ui/flag';
import { Icon } from '@/components/ui/icon';
import { Sign } from '@/components/ui/sign';

export async function PlanSign({ page, locale }: { page: PlanPage; locale: string }) {
  const t = await getTranslations('shop.plan');
  const { plan, place } = page;
  const code = plan.place.kind === 'country' && isKnownCountry(plan.place.code) ? plan.place.code : undefined;
  const look = 'inline-flex min-h-11 items-center gap-1.5 underline underline-offset-4';
  return (
    <Sign
      title={await readPlanTitle(page, locale)}
      flag={<Flag code={code} size="sign" />}
      crumb={
        place ? (
          <Link href={`/${locale}/esim/${place.slug}`} className={look}>
            <Icon name="arrow-back" className="size-4 rtl:-scale-x-100" />
            {t('back', { place: place.name })}
          </Link>
        ) : (
          <Link href={`/${locale}/destinations`} className={look}>
            {t('backAll')}
          </Link>
        )
      }
    />
  );
}
