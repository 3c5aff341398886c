import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Plan } from '#lib/domain/plan';
import { ContinueLink } from '@/components/plans/continue-link';
import { PriceFigure } from '@/components/plans/price-in-currency';
import { Icon, type IconName } from '@/components/ui/icon';
import { Perforation } from '@/components/ui/perforation';

/** The price, the one act, and the promise under it. */
export async function PlanBuy({ plan, locale, minutes }: { plan: Plan; locale: string; minutes: number }) {
  const [t, common] = await Promise.all([getTranslations('shop.plan'), getTranslations('common')]);
  return (
    <section aria-label={common('price.totalTitle')} className="panel self-start pb-4 wide:sticky wide:top-6">
      <div className="px-4 pt-4 pb-3 wide:px-6 wide:pt-6">
        <p className="text-label text-muted">{common('price.totalTitle')}</p>
        <p className="min-h-16">
          <PriceFigure prices={plan.prices} locale={locale} size="plan" />
        </p>
        <div className="pt-3">
          <ContinueLink locale={locale} planId={plan.id} block>
            {t('continue')}
          </ContinueLink>
        </div>
        <p className="flex items-center gap-2.5 pt-3 font-[580] text-small">
          <Icon name="promise" className="size-5" />
          {common('promise')}
        </p>
      </div>
      <Perforation />
      <ul className="grid gap-2.5 px-4 pt-3 text-small wide:px-6">
        <Point icon="clock">{t('points.time', { minutes })}</Point>
        <Point icon="mail">{t('points.email')}</Point>
        <Point icon="phone">
          {t('points.device')}{' '}
          <Link href={`/${locale}/help`} className="link">
            {t('points.deviceLink')}
          </Link>
        </Point>
      </ul>
    </section>
  );
}

function Point({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <li className="flex gap-2.5">
      <Icon name={icon} className="mt-0.5 size-4 text-primary" />
      <span>{children}</span>
    </li>
  );
}
