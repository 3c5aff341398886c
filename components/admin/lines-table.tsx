import type { TimelineLine } from '#lib/domain/operations';
import { DataTable } from '@/components/admin/data-table';
import { Moment } from '@/components/admin/moment';

type LinesTableProps = { lines: readonly TimelineLine[]; now: Date };

export function LinesTable({ lines, now }: LinesTableProps) {
  return (
    <DataTable
      title="eSIMs"
      columns={['eSIM', 'Plan', 'State', 'Purchase', 'Tries', 'Given back', 'Next turn']}
      empty="None."
      rows={lines.map((line) => ({
        key: String(line.line),
        cells: [
          `${line.line}, of traveller ${line.slot}`,
          `${line.provider} ${line.offerId}`,
          line.holdReason ? `${line.fulfilment}, ${line.holdReason}` : line.fulfilment,
          <Purchase key="purchase" line={line} />,
          line.failureCount > 0 ? `${line.attempts}, ${line.failureCount} failed turns` : line.attempts,
          line.giveBack,
          <Moment key="next" at={line.nextActionAt} now={now} />,
        ],
      }))}
    />
  );
}

function Purchase({ line: { purchaseKey, purchaseRef } }: { line: TimelineLine }) {
  return (
    <>
      {purchaseRef ?? '–'}
      <br />
      <small>{purchaseKey}</small>
    </>
  );
}
