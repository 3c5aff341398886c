import type { PlanSnapshot } from '#lib/domain/order';
import { NumberedSteps } from '@/components/esims/numbered-steps';
import type { OrderTranslator } from '@/components/orders/plan-words';
import { Panel } from '@/components/ui/panel';

type ArrivalStepsProps = { start: PlanSnapshot['start']; days: string; t: OrderTranslator };

/** The three switches after landing, the one that prevents a bill first. */
export function ArrivalSteps({ start, days, t }: ArrivalStepsProps) {
  return (
    <Panel as="section" labelledBy="arrival">
      <h2 id="arrival" className="type-h3 mb-4">
        {t('arrival.title')}
      </h2>
      <NumberedSteps
        steps={[
          { key: 'home', title: t('arrival.home'), detail: t('arrival.homeDetail') },
          { key: 'data', title: t('arrival.data'), detail: t('arrival.dataDetail') },
          {
            key: 'roaming',
            title: t('arrival.roaming'),
            detail:
              start === 'first_connection'
                ? t('arrival.roamingFirst', { days })
                : t('arrival.roamingUnknown'),
          },
        ]}
      />
    </Panel>
  );
}
