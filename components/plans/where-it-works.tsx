import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { isKnownCountry } from '#lib/domain/country';
import type { PlanPage } from '#lib/domain/place';
import { CountryFilter } from '@/components/plans/country-filter';
import { Flag } from '@/components/ui/flag';
import { Notice } from '@/components/ui/notice';

const SEARCHABLE_FROM = 12;

/** The countries as the partner lists them; where there is no list, that is what is said. */
export async function WhereItWorks({ page, locale }: { page: PlanPage; locale: string }) {
  const t = await getTranslations('shop.plan');
  const { plan, coverage } = page;
  const area = plan.place.kind === 'region' ? plan.place.label : '';
  const listed = plan.coverage.kind === 'listed';
  return (
    <section aria-labelledby="where">
      <h2 id="where" className="type-h2 pb-3">
        {t('where')}
      </h2>
      <div className="panel grid gap-3 p-4 wide:p-5">
        {listed ? (
          <p className="text-muted text-small">{t('whereCount', { count: coverage.length })}</p>
        ) : (
          <Notice tone="warn" title={t('whereMissing', { area })}>
            {coverage.length === 0 ? t('whereNone') : t('whereNamed')}
          </Notice>
        )}
        {coverage.length > SEARCHABLE_FROM ? (
          <CountryFilter label={t('whereSearch')} none={t('whereSearchNone')} list="covered" />
        ) : null}
        <ul id="covered" className="country-list">
          {coverage.map(({ code, name, slug, speeds }) => (
            <li key={code}>
              <Flag code={isKnownCountry(code) ? code : undefined} size="small" />
              <CountryName href={slug && `/${locale}/esim/${slug}`}>{name}</CountryName>
              {speeds ? <small>{speeds.toReversed().join(', ')}</small> : null}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function CountryName({ href, children }: { href: string | undefined; children: ReactNode }) {
  return href ? <a href={href}>{children}</a> : <span>{children}</span>;
}
