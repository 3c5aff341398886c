import { getTranslations } from 'next-intl/server';
import type { Plan } from '#lib/domain/plan';
import { ContinueLink } from '@/components/plans/continue-link';
import { PriceFigure } from '@/components/plans/price-in-currency';

/** On phones the price and the next act stay within the thumb's reach; the page scrolls focus clear of it. */
export async function PlanBar({ plan, locale }: { plan: Plan; locale: string }) {
  const t = await getTranslations('shop.plan');
  return (
    <div className="sticky bottom-0 z-10 mt-10 flex h-18 items-center justify-between border-border border-t bg-raised px-4 wide:hidden">
      <p>
        <PriceFigure prices={plan.prices} locale={locale} size="bar" />
        <span className="block text-label text-muted">{t('barNote')}</span>
      </p>
      <ContinueLink locale={locale} planId={plan.id}>
        {t('continueShort')}
      </ContinueLink>
    </div>
  );
}
