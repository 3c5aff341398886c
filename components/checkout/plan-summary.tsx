import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { Plan } from '#lib/domain/plan';
import { type OrderTranslator, planWords } from '@/components/orders/plan-words';
import { Flag } from '@/components/ui/flag';

type PlanSummaryProps = { plan: Plan; locale: string; order: OrderTranslator };

/** The pass above its perforation, short: what is bought and when it starts. Its heading has the id `bought`. */
export async function PlanSummary({ plan, locale, order }: PlanSummaryProps) {
  const t = await getTranslations('checkout');
  const words = planWords(plan, { t: order, locale });
  return (
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
  );
}
