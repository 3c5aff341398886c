import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { type Money, priceParts } from '#lib/domain/money';
import type { Plan } from '#lib/domain/plan';
import { type OrderTranslator, planWords } from '@/components/orders/plan-words';
import { Flag } from '@/components/ui/flag';
import { Panel } from '@/components/ui/panel';
import { Perforation } from '@/components/ui/perforation';
import { Price } from '@/components/ui/price';

type PlanSummaryProps = { plan: Plan; price: Money; locale: string; order: OrderTranslator };

/** The pass once more, short: what is bought, when it starts, and the whole price. */
export async function PlanSummary({ plan, price, locale, order }: PlanSummaryProps) {
  const t = await getTranslations('checkout');
  const words = planWords(plan, { t: order, locale });
  return (
    <Panel as="section" labelledBy="bought" className="">
      <div className="flex items-start gap-4 p-4 wide:p-6">
        <span className="mt-1">
          <Flag code={words.flag} eager />
        </span>
        <div className="min-w-0 flex-1">
          <h2 id="bought" className="type-h3">
            {words.title}
          </h2>
          <p className="text-muted text-small">
            {t(plan.start === 'first_connection' ? 'startFirst' : 'startUnknown')}
          </p>
        </div>
        <Link
          href={`/${locale}/plans/${plan.id}`}
          className="link flex min-h-11 items-center font-semibold text-small"
        >
          {t('change')}
        </Link>
      </div>
      <Perforation />
      <div className="flex items-center justify-between gap-4 px-4 pt-3 pb-5 wide:px-6">
        <p className="text-muted text-small">{t('total')}</p>
        <Price parts={priceParts(price, locale)} size="pass" />
      </div>
    </Panel>
  );
}
