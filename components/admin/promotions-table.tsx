import type { PromotionRow } from '#lib/domain/operations';
import { DataTable } from '@/components/admin/data-table';
import { Moment } from '@/components/admin/moment';

/** Made and ended with `npm run promotion`. */
export function PromotionsTable({ promotions, now }: { promotions: readonly PromotionRow[]; now: Date }) {
  return (
    <DataTable
      title="Promotion codes"
      columns={['Code', 'Off', 'Used', 'State', 'From', 'Until']}
      empty="There is no promotion code."
      rows={promotions.map(({ code, percentOff, uses, usesMax, phase, startsAt, endsAt }) => ({
        key: code,
        cells: [
          code,
          `${percentOff} %`,
          `${uses} of ${usesMax}`,
          phase.replace('_', ' '),
          <Moment key="from" at={startsAt} now={now} />,
          <Moment key="until" at={endsAt} now={now} />,
        ],
      }))}
    />
  );
}
