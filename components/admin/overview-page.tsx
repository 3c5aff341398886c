import { formatMoney, money } from '#lib/domain/money';
import type { HeldOrder, Overview, RefundForPerson, SyncRun, Wholesaler } from '#lib/domain/operations';
import { BreaksTable } from '@/components/admin/breaks-table';
import { DataTable } from '@/components/admin/data-table';
import { AdminDocument } from '@/components/admin/document';
import { Moment } from '@/components/admin/moment';
import { OrderLink } from '@/components/admin/order-link';
import { PoolTable } from '@/components/admin/pool-table';
import { PromotionsTable } from '@/components/admin/promotions-table';

type OverviewPageProps = { overview: Overview; now: Date };

/** Everything that may need a person. Times are UTC. */
export function OverviewPage({ overview, now }: OverviewPageProps) {
  const { breaks, held, wholesalers, pool, refunds, syncs, promotions } = overview;
  return (
    <AdminDocument title="Operations">
      <h1>Operations</h1>
      <BreaksTable breaks={breaks} now={now} />
      <HeldTable held={held} now={now} />
      <WholesalersTable wholesalers={wholesalers} />
      <PoolTable plans={pool} now={now} />
      <RefundsTable refunds={refunds} now={now} />
      <SyncsTable syncs={syncs} now={now} />
      <PromotionsTable promotions={promotions} now={now} />
    </AdminDocument>
  );
}

function HeldTable({ held, now }: { held: readonly HeldOrder[]; now: Date }) {
  return (
    <DataTable
      title="Held orders"
      columns={['Order', 'What', 'Reason', 'Since', 'Promise ends']}
      empty="No order is held."
      rows={held.map(({ number, what, reason, since, promiseUntil }) => ({
        key: `${number}/${what}`,
        cells: [
          <OrderLink key="order" number={number} />,
          what === 'payment' ? what : `eSIM ${what}`,
          reason ?? '–',
          <Moment key="since" at={since} now={now} />,
          <Moment key="promise" at={promiseUntil} now={now} />,
        ],
      }))}
    />
  );
}

function WholesalersTable({ wholesalers }: { wholesalers: readonly Wholesaler[] }) {
  return (
    <DataTable
      title="Wholesalers"
      columns={['Wholesaler', 'On sale', 'Reason', 'Breaker of this process']}
      empty="No wholesaler has keys here."
      rows={wholesalers.map(({ provider, sellable, reason, breaker }) => ({
        key: provider,
        cells: [provider, sellable ? 'yes' : 'no', reason ?? '–', breaker ?? '–'],
      }))}
    />
  );
}

function RefundsTable({ refunds, now }: { refunds: readonly RefundForPerson[]; now: Date }) {
  return (
    <DataTable
      title="Refunds that need a person"
      columns={['Order', 'Refund', 'Amount', 'State', 'Since', 'Failure']}
      empty="No refund needs a person."
      rows={refunds.map(({ number, position, amountMinor, currency, state, createdAt, failure }) => ({
        key: `${number}/${position}`,
        cells: [
          <OrderLink key="order" number={number} />,
          position,
          formatMoney(money(amountMinor, currency), 'en'),
          state,
          <Moment key="since" at={createdAt} now={now} />,
          failure ?? '–',
        ],
      }))}
    />
  );
}

function SyncsTable({ syncs, now }: { syncs: readonly SyncRun[]; now: Date }) {
  return (
    <DataTable
      title="Catalogue syncs"
      columns={['Wholesaler', 'Started', 'Outcome', 'Seen', 'Written', 'Withdrawn', 'Note']}
      empty="The catalogue was never taken over."
      rows={syncs.map(({ provider, startedAt, outcome, seen, written, withdrawn, note }) => ({
        key: `${provider}/${startedAt.toISOString()}`,
        cells: [
          provider,
          <Moment key="started" at={startedAt} now={now} />,
          outcome,
          seen,
          written,
          withdrawn,
          note ?? '–',
        ],
      }))}
    />
  );
}
