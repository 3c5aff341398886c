import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { readHome, readPlanPage } from '#lib/catalogue/cached';
import { readEnv } from '#lib/config/env';
import { REFUNDS } from '#lib/config/refunds';
import { SHOP } from '#lib/config/shop';
import { type PlanId, parsePlanId } from '#lib/domain/plan';
import { FairUse } from '@/components/plans/fair-use';
import { PlanBar } from '@/components/plans/plan-bar';
import { PlanBuy } from '@/components/plans/plan-buy';
import { PlanRules } from '@/components/plans/plan-rules';
import { PlanSign } from '@/components/plans/plan-sign';
import { readPlanTitle } from '@/components/plans/plan-title';
import { WhereItWorks } from '@/components/plans/where-it-works';
import { Withdrawn } from '@/components/plans/withdrawn';
import { pageAddresses } from '@/i18n/page-addresses';
import { requireLocale } from '@/i18n/require-locale';

export const ensureStatic = 'navigation';
/** Static as a whole and prefetched as a whole: there is no shell to show before it, and none is looked for. */
export const instant = false;

/** The catalogue holds thousands of plans: one is rendered ahead, the others on their first visit. */
export async function generateStaticParams() {
  const { example } = await readHome(SHOP.defaultLocale);
  return [{ planId: example?.plan.id ?? 'no-plan-yet' }];
}

export async function generateMetadata({ params }: PageProps<'/[locale]/plans/[planId]'>): Promise<Metadata> {
  const { locale, page } = await requirePlan(params);
  const [t, title] = await Promise.all([getTranslations('shop.plan'), readPlanTitle(page, locale)]);
  return {
    title,
    description: t('metaDescription', { title }),
    alternates: pageAddresses(locale, `/plans/${page.plan.id}`),
    ...(!page.plan.onSale && { robots: { index: false } }),
  };
}

export default async function PlanPage({ params }: PageProps<'/[locale]/plans/[planId]'>) {
  const { locale, page } = await requirePlan(params);
  const minutes = readEnv().DELIVERY_PROMISE_MINUTES;
  const { plan } = page;
  return (
    <>
      <PlanSign page={page} locale={locale} />
      <div className="wrap grid gap-5 pt-5 wide:grid-cols-[1fr_372px] wide:gap-x-10 wide:pt-9">
        {plan.onSale ? null : <Withdrawn place={page.place} locale={locale} />}
        <PlanRules page={page} locale={locale} shop={{ promiseMinutes: minutes, refunds: REFUNDS }} />
        {plan.onSale ? <PlanBuy plan={plan} locale={locale} minutes={minutes} /> : null}
        <div className="grid gap-8 pt-3 wide:col-start-1">
          {plan.data.kind === 'daily' ? <FairUse data={plan.data} locale={locale} /> : null}
          <WhereItWorks page={page} locale={locale} />
        </div>
      </div>
      {plan.onSale ? <PlanBar plan={plan} locale={locale} /> : null}
    </>
  );
}

async function requirePlan(params: PageProps<'/[locale]/plans/[planId]'>['params']) {
  const locale = await requireLocale();
  const { planId } = await params;
  const id: PlanId | undefined = parsePlanId(planId);
  const page = id && (await readPlanPage(id, locale));
  if (!page) notFound();
  return { locale, page };
}
