import { getTranslations } from 'next-intl/server';
import type { Plan } from '#lib/domain/plan';
import { readPassWords } from '@/components/plans/pass-words';
import { type PlanCard, toPlanCard } from '@/components/plans/plan-card';
import { dataParts } from '@/components/plans/plan-words';
import { PriceText } from '@/components/plans/price-in-currency';

type PlanTableProps = { id: string; title: string; plans: readonly Plan[]; locale: string };

export async function PlanTable({ id, title, plans, locale }: PlanTableProps) {
  const [t, words] = await Promise.all([getTranslations('shop.everyPlan'), readPassWords(locale)]);
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="type-h2 pb-2">
        {title}
      </h2>
      <table className="plan-table">
        <thead>
          <tr>
            <th scope="col">{t('plan')}</th>
            <th scope="col">{t('area')}</th>
            <th scope="col">{t('price')}</th>
          </tr>
        </thead>
        <tbody>
          {plans.map(toPlanCard).map((card) => (
            <tr key={card.id}>
              <td>
                <a href={`/${locale}/plans/${card.id}`} className="link">
                  {nameOf(card)}
                </a>
              </td>
              <td>{card.area?.label}</td>
              <td>
                <PriceText prices={card.prices} locale={locale} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );

  function nameOf(card: PlanCard): string {
    const data = dataParts(card.data, locale, words.units);
    const days = new Intl.PluralRules(locale).select(card.days);
    return `${data ? `${data.figure} ${data.unit}` : words.undisclosed}, ${card.days} ${words.days[days] ?? words.days.other}`;
  }
}
