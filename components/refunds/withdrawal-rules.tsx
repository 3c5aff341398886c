import { getTranslations } from 'next-intl/server';
import type { RefundPolicy } from '#lib/domain/refund';

type WithdrawalRulesProps = { policy: RefundPolicy; withdrawalDays: number };

/** The right to withdraw, and what follows for an eSIM that waits, lies unused or was used. */
export async function WithdrawalRules({ policy, withdrawalDays }: WithdrawalRulesProps) {
  const t = await getTranslations('refund.rules');
  const outcomes = [
    { key: 'waiting', label: t('waiting'), text: t('waitingText') },
    { key: 'unused', label: t('unused'), text: t('unusedText', { days: policy.unusedDays }) },
    { key: 'used', label: t('used'), text: t('usedText', { days: policy.partlyUsedDays }) },
  ];
  return (
    <section aria-labelledby="withdrawal-rules">
      <h2 id="withdrawal-rules" className="type-h2 pb-2">
        {t('title')}
      </h2>
      <p className="text-muted">{t('term', { days: withdrawalDays })}</p>
      <h3 className="type-h3 pt-5">{t('outcomes')}</h3>
      <dl className="pt-1 pb-3">
        {outcomes.map(({ key, label, text }) => (
          <div key={key} className="rule-line">
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted">{t('money')}</p>
    </section>
  );
}
