import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { PlanPage } from '#lib/domain/place';
import { toPlanCard } from '@/components/plans/plan-card';
import { readUnits } from '@/components/plans/plan-title';
import { dataParts, speedText } from '@/components/plans/plan-words';
import { PerDay, PerGigabyte } from '@/components/plans/price-in-currency';
import { readPlanRules, type ShopRules } from '@/components/plans/read-plan-rules';
import { Perforation } from '@/components/ui/perforation';

type PlanRulesProps = { page: PlanPage; locale: string; shop: ShopRules };

/** The pass in full: what one pays for, and every rule as a line, none folded away. */
export async function PlanRules({ page, locale, shop }: PlanRulesProps) {
  const t = await getTranslations('shop.plan');
  const rules = await readPlanRules(page.plan, locale, shop);
  return (
    <section aria-label={t('rules')} className="panel self-start pb-3">
      <Figures page={page} locale={locale} />
      <Perforation />
      <dl className="px-4 wide:px-5">
        {rules.map(({ key, label, value, note, stated }) => (
          <div key={key} className="rule-line">
            <dt>{label}</dt>
            <dd>
              <p className={stated ? 'font-[580]' : 'text-muted'}>{value}</p>
              {note ? <p className="text-muted text-small">{note}</p> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

async function Figures({ page: { plan }, locale }: Omit<PlanRulesProps, 'shop'>) {
  const [t, units, days] = await Promise.all([
    getTranslations('shop.pass'),
    readUnits(),
    getTranslations('common.units'),
  ]);
  const card = toPlanCard(plan);
  const data = dataParts(plan.data, locale, units);
  return (
    <dl className="plan-figures">
      <Figure label={plan.data.kind === 'limited' ? t('data') : t('fullSpeed')} large>
        {data ? (
          <Unit figure={data.figure} unit={data.unit} />
        ) : (
          <span className="pass-undisclosed">{t('undisclosed')}</span>
        )}
      </Figure>
      <Figure label={t('validity')} large>
        <Unit figure={String(plan.validityDays)} unit={days('days', { count: plan.validityDays })} />
      </Figure>
      <Figure label={t('perGb')}>
        <PerGigabyte card={card} locale={locale} otherwise={t('unknownFigure')} />
        {plan.data.kind === 'daily' ? (
          <span className="block font-normal text-label text-muted tracking-normal">
            {t('then', { speed: speedText(plan.data.thenKbps, locale) })}
          </span>
        ) : null}
      </Figure>
      <Figure label={t('perDay')}>
        <PerDay prices={plan.prices} days={plan.validityDays} locale={locale} />
      </Figure>
    </dl>
  );
}

function Figure({ label, large, children }: { label: string; large?: boolean; children: ReactNode }) {
  return (
    <div>
      <dt className="text-label text-muted">{label}</dt>
      <dd className={large ? 'large' : undefined}>{children}</dd>
    </div>
  );
}

function Unit({ figure, unit }: { figure: string; unit: string }) {
  return (
    <>
      <b>{figure}</b> {unit}
    </>
  );
}
