import type { Prisma, PrismaClient } from '#lib/db/generated/client';

/** Rows as the shop leaves them behind, inserted directly: what an audit is shown. Amounts are 500 per eSIM. */

const MINUTE = 60_000;
export const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);

/** "o0000000000000000001" and the like. */
export const orderId = (position: number) => `o${String(position).padStart(19, '0')}`;
export const orderNumber = (position: number) => `LF-${String(position).padStart(6, '0')}`;

type OrderRow = Prisma.OrderUncheckedCreateInput;
type LineRow = Prisma.OrderLineUncheckedCreateInput;

function orderRow(position: number, change: Partial<OrderRow>): OrderRow {
  const id = orderId(position);
  return {
    id,
    number: orderNumber(position),
    email: 'ana@example.com',
    locale: 'en',
    plan: {},
    unitPriceMinor: 500,
    priceMinor: 500,
    currency: 'EUR',
    taxBps: 1_900,
    checkoutSessionId: `cs_${id}`,
    paymentIntentId: `pi_${id}`,
    authorisedAt: ago(20),
    promiseUntil: ago(5),
    ...change,
  };
}

export function lineRow(position: number, line: number, change: Partial<LineRow> = {}): LineRow {
  const id = orderId(position);
  return {
    id: `${id}-${line}`,
    orderId: id,
    line,
    slot: line,
    plan: {},
    provider: 'zendit',
    offerId: 'offer-1',
    purchaseKey: `o-${id}-${line}-1`,
    ...change,
  };
}

const EVENTS: Record<string, string[]> = {
  none: ['created'],
  session_open: ['created', 'session_opened'],
  authorised: ['created', 'session_opened', 'payment_authorised'],
  captured: ['created', 'session_opened', 'payment_authorised', 'payment_captured'],
  voided: ['created', 'session_opened', 'payment_authorised', 'payment_voided'],
};

export const esimRow = (lineId: string): Prisma.EsimUncheckedCreateInput => ({
  id: `esim_${lineId}`,
  lineId,
  provider: 'zendit',
  offerId: 'offer-1',
  iccid: `iccid-${lineId}`,
  esimRef: `esim-${lineId}`,
  subscriptionRef: `subscription-${lineId}`,
  sealedCode: 'v1:k1:x',
  matchingHash: `hash-${lineId}`,
});

export type Rows = {
  order?: Partial<OrderRow>;
  line?: Partial<LineRow>;
  /** Kinds of the order's events; those of its payment state by default. */
  events?: string[];
};

/** An order of one line in its payment state, with events and, where the line has arrived, its eSIM. */
export async function insertOrder(db: PrismaClient, position: number, rows: Rows): Promise<string> {
  const order = orderRow(position, rows.order ?? {});
  const line = lineRow(position, 1, rows.line);
  const arrived = line.fulfilment === 'allocated' || line.fulfilment === 'delivered';
  const kinds = rows.events ?? [
    ...(EVENTS[order.payment ?? 'none'] ?? []),
    ...(arrived ? ['esim_allocated'] : []),
  ];
  await db.order.create({ data: order });
  await db.orderLine.create({ data: line });
  const detail = (kind: string) => (kind === 'esim_allocated' ? { line: 1 } : {});
  await db.orderEvent.createMany({
    data: kinds.map((kind) => ({ orderId: order.id, kind, detail: detail(kind) })),
  });
  if (arrived) await db.esim.create({ data: esimRow(line.id) });
  return order.id;
}

export const insertDelivered = (db: PrismaClient, position: number, rows: Rows = {}) =>
  insertOrder(db, position, {
    ...rows,
    order: { payment: 'captured', capturedMinor: 500, capturedAt: ago(15), ...rows.order },
    line: { fulfilment: 'delivered', deliveredAt: ago(15), ...rows.line },
  });

export const insertWaiting = (db: PrismaClient, position: number, rows: Rows = {}) =>
  insertOrder(db, position, {
    ...rows,
    order: {
      payment: 'authorised',
      authorisedAt: ago(1),
      promiseUntil: ago(-14),
      nextActionAt: ago(-14),
      ...rows.order,
    },
    line: { fulfilment: 'placed', nextActionAt: ago(0), ...rows.line },
  });

export function refundRow(position: number, change: Partial<Prisma.RefundUncheckedCreateInput> = {}) {
  const id = orderId(position);
  return {
    id: `refund-${id}`,
    orderId: id,
    lineId: `${id}-1`,
    position: 1,
    reason: 'unused',
    paymentId: `pi_${id}`,
    amountMinor: 500,
    currency: 'EUR',
    state: 'succeeded',
    ...change,
  };
}

export const poolRow = (
  subscriptionRef: string,
  change: Partial<Prisma.PoolItemUncheckedCreateInput> = {},
) => ({
  provider: 'zim',
  subscriptionRef,
  esimRef: `esim-${subscriptionRef}`,
  offerId: 'plan-1',
  origin: 'ours',
  state: 'not_started',
  ...change,
});

export async function clearRows(db: PrismaClient): Promise<void> {
  await db.$executeRaw`TRUNCATE "Order", "PoolItem", "PurchaseAttempt", "InboxEvent", "Task", "Break", "BookDifference", "CatalogueSync" CASCADE`;
}
