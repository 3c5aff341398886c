import type { OpenBreak } from '#lib/domain/operations';
import { DataTable } from '@/components/admin/data-table';
import { Moment } from '@/components/admin/moment';
import { OrderLink } from '@/components/admin/order-link';

type BreaksTableProps = { breaks: readonly OpenBreak[]; now: Date };

export function BreaksTable({ breaks, now }: BreaksTableProps) {
  return (
    <DataTable
      title="Open breaks"
      columns={['What', 'Subject', 'Since', 'What to do']}
      empty="The last audit found nothing."
      rows={breaks.map((found) => ({
        key: `${found.kind}/${found.subject}`,
        cells: [
          <What key="what" found={found} />,
          <Subject key="subject" found={found} />,
          <Moment key="since" at={found.foundAt} now={now} />,
          found.mend,
        ],
      }))}
    />
  );
}

function What({ found: { kind, meaning, detail } }: { found: OpenBreak }) {
  return (
    <>
      {meaning}
      <br />
      <small>
        {kind}: {detail}
      </small>
    </>
  );
}

function Subject({ found: { orderNumber, subject } }: { found: OpenBreak }) {
  if (!orderNumber) return <>{subject}</>;
  return (
    <>
      <OrderLink number={orderNumber} />
      <br />
      <small>{subject}</small>
    </>
  );
}
