import type { PoolLag, PoolPlan } from '#lib/domain/operations';
import { DataTable } from '@/components/admin/data-table';
import { Moment } from '@/components/admin/moment';

type PoolTableProps = { plans: readonly PoolPlan[]; now: Date };

export function PoolTable({ plans, now }: PoolTableProps) {
  return (
    <DataTable
      title="Pool"
      columns={[
        'Plan',
        'Free',
        'Oldest free',
        'Quarantine',
        'Baseline',
        'Unclear purchases, last day',
        'Order to eSIM',
      ]}
      empty="Nothing was bought for the pool, and nothing was there."
      rows={plans.map((plan) => ({
        key: `${plan.provider}/${plan.offerId}`,
        cells: [
          `${plan.provider} ${plan.offerId}`,
          plan.free,
          <Moment key="oldest" at={plan.oldestFreeAt} now={now} />,
          plan.quarantined,
          plan.baseline,
          plan.ambiguous === 0 ? 0 : `${plan.ambiguous}, ${plan.explained} explained by an eSIM`,
          toLag(plan.lag),
        ],
      }))}
    />
  );
}

function toLag(lag: PoolLag | undefined): string {
  if (!lag) return '–';
  const { p50Seconds, p995Seconds, purchases } = lag;
  return `p50 ${p50Seconds.toFixed(1)} s, p99.5 ${p995Seconds.toFixed(1)} s, of ${purchases}`;
}
