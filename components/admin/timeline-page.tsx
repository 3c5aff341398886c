import { formatMoney, money } from '#lib/domain/money';
import type { OrderTimeline } from '#lib/domain/operations';
import { BreaksTable } from '@/components/admin/breaks-table';
import { DataTable } from '@/components/admin/data-table';
import { AdminDocument } from '@/components/admin/document';
import { LinesTable } from '@/components/admin/lines-table';
import { Moment } from '@/components/admin/moment';

type TimelinePageProps = { order: OrderTimeline; now: Date };

/** One order: what is true of it now, and how it came to that. Times are UTC. */
export function TimelinePage({ order, now }: TimelinePageProps) {
  return (
    <AdminDocument title={`Order ${order.number}`}>
      <p>
        <a href="/admin">Operations</a>
      </p>
      <h1>Order {order.number}</h1>
      <Facts order={order} now={now} />
      {order.breaks.length > 0 ? <BreaksTable breaks={order.breaks} now={now} /> : null}
      <LinesTable lines={order.lines} now={now} />
      <Entries title="Events" entries={order.events} now={now} />
      <Entries title="Purchase calls" entries={order.attempts} now={now} />
      <Refunds order={order} now={now} />
      <Mails order={order} now={now} />
    </AdminDocument>
  );
}

function Facts({ order, now }: TimelinePageProps) {
  const amount = (minor: number) => formatMoney(money(minor, order.currency), 'en');
  const facts = [
    ['Customer', order.maskedEmail],
    ['Payment', `${order.payment}${order.holdReason ? `, held for ${order.holdReason}` : ''}`],
    ['Payment at Stripe', order.paymentId ?? '–'],
    ['Price', `${amount(order.priceMinor)} for ${order.quantity}`],
    [
      'Promotion',
      order.promotion ? `${order.promotion.code}, ${amount(order.promotion.discountMinor)} off each` : '–',
    ],
    ['Taken', order.capturedMinor === undefined ? '–' : amount(order.capturedMinor)],
    ['Refund', order.refund],
    ['Made', <Moment key="made" at={order.createdAt} now={now} />],
    ['Promise ends', <Moment key="promise" at={order.promiseUntil} now={now} />],
    ['Next turn', <Moment key="next" at={order.nextActionAt} now={now} />],
  ] as const;
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type EntriesProps = { title: string; entries: OrderTimeline['events']; now: Date };

function Entries({ title, entries, now }: EntriesProps) {
  return (
    <DataTable
      title={title}
      columns={['When', 'What', 'Detail']}
      empty="None."
      rows={entries.map(({ at, kind, detail }, index) => ({
        key: String(index),
        cells: [<Moment key="when" at={at} now={now} />, kind, detail],
      }))}
    />
  );
}

function Refunds({ order, now }: TimelinePageProps) {
  return (
    <DataTable
      title="Refunds"
      columns={['Refund', 'Amount', 'Reason', 'State', 'Asked for', 'Settled', 'Failure']}
      empty="None."
      rows={order.refunds.map(
        ({ position, amountMinor, currency, reason, state, createdAt, settledAt, failure }) => ({
          key: String(position),
          cells: [
            position,
            formatMoney(money(amountMinor, currency), 'en'),
            reason,
            state,
            <Moment key="asked" at={createdAt} now={now} />,
            <Moment key="settled" at={settledAt} now={now} />,
            failure ?? '–',
          ],
        }),
      )}
    />
  );
}

function Mails({ order, now }: TimelinePageProps) {
  return (
    <DataTable
      title="Mails"
      columns={['Queued', 'Mail', 'Sent', 'Tries']}
      empty="None."
      rows={order.mails.map(({ at, kind, sentAt, tries }, index) => ({
        key: String(index),
        cells: [
          <Moment key="queued" at={at} now={now} />,
          kind,
          <Moment key="sent" at={sentAt} now={now} />,
          tries,
        ],
      }))}
    />
  );
}
