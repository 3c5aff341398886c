import { z } from 'zod';
import type { Prisma, PrismaClient, Refund as RefundRow } from '#lib/db/generated/client';
import { wakeOrderIn } from '#lib/db/line-store';
import { paymentState, present } from '#lib/db/order-row';
import { lockOrder, type MailRequest } from '#lib/db/order-store';
import { CURRENCIES, type Money, money } from '#lib/domain/money';
import { type OrderId, type OrderLineId, parseOrderId, parseOrderLineId } from '#lib/domain/order';
import type { Refund } from '#lib/domain/refund';

const REASONS = ['unused', 'partly_used', 'duplicate'] as const satisfies readonly Refund['reason'][];
const STATES = [
  'due',
  'requested',
  'succeeded',
  'failed',
  'manual',
] as const satisfies readonly Refund['state'][];

export type NewRefund = {
  orderId: OrderId;
  lineId?: OrderLineId;
  reason: Refund['reason'];
  paymentId: string;
  amount: Money;
  now: Date;
  /** The mail that acknowledges it, once its position is known. */
  mail?: (position: number) => MailRequest;
};

export type RefundStep = {
  from: readonly Refund['state'][];
  set: {
    state: Refund['state'];
    refundRef?: string | null;
    reference?: string;
    failure?: string;
    tries?: { increment: number };
    requestedAt?: Date;
    settledAt?: Date | null;
  };
  event: string;
  /** The order has a turn for it now. */
  wakes?: 'order';
  mail?: MailRequest;
};

/** Payment states in which money may go back. */
const REFUNDABLE: readonly string[] = ['captured', 'partly_refunded', 'won'];

export type RefundStore = ReturnType<typeof createRefundStore>;

/** Refunds in PostgreSQL, each moved by compare-and-set like its order. */
export function createRefundStore(db: PrismaClient) {
  return {
    /**
     * Commits to a refund, once per line and once per surplus payment: the same call again answers the one there is.
     * `undefined` = the order's payment does not allow one.
     */
    async open(wish: NewRefund): Promise<{ refund: Refund; isNew: boolean } | undefined> {
      return db.$transaction(async (tx) => {
        const order = await lockOrder(tx, wish.orderId);
        if (!order) return undefined;
        const existing = await findExisting(tx, wish);
        if (existing) return { refund: fromRefundRow(existing), isNew: false };
        if (wish.lineId && !REFUNDABLE.includes(paymentState.parse(order.payment))) return undefined;
        const position = (await tx.refund.count({ where: { orderId: wish.orderId } })) + 1;
        const row = await tx.refund.create({ data: toNewRow(wish, position) });
        await setDue(tx, wish);
        await recordEvent(tx, row, 'refund_due');
        const mail = wish.mail?.(position);
        if (mail)
          await tx.mail.createMany({ data: [{ ...mail, orderId: wish.orderId }], skipDuplicates: true });
        return { refund: fromRefundRow(row), isNew: true };
      });
    },

    async listOf(orderId: OrderId): Promise<Refund[]> {
      const rows = await db.refund.findMany({ where: { orderId }, orderBy: { position: 'asc' } });
      return rows.map(fromRefundRow);
    },

    /** `undefined` when the refund had moved on already. Its order's refund column follows. */
    async step(refund: Pick<Refund, 'id' | 'orderId'>, step: RefundStep): Promise<Refund | undefined> {
      return db.$transaction(async (tx) => {
        const order = await lockOrder(tx, refund.orderId);
        const current = await tx.refund.findUnique({ where: { id: refund.id } });
        if (!order || !current || !step.from.some((state) => state === current.state)) return undefined;
        const row = await tx.refund.update({ where: { id: refund.id }, data: step.set });
        await tx.order.update({ where: { id: refund.orderId }, data: { refund: step.set.state } });
        if (step.wakes === 'order') await wakeOrderIn(tx, refund.orderId);
        await recordEvent(tx, row, step.event);
        if (step.mail)
          await tx.mail.createMany({
            data: [{ ...step.mail, orderId: refund.orderId }],
            skipDuplicates: true,
          });
        return fromRefundRow(row);
      });
    },
  };
}

/** The order asks for it now, and its eSIM goes back to the wholesaler; the one never waits for the other. */
async function setDue(tx: Prisma.TransactionClient, { orderId, lineId, now }: NewRefund): Promise<void> {
  await tx.order.update({ where: { id: orderId }, data: { refund: 'due', nextActionAt: now } });
  if (lineId)
    await tx.orderLine.update({ where: { id: lineId }, data: { giveBack: 'due', nextActionAt: now } });
}

function findExisting(tx: Prisma.TransactionClient, { lineId, paymentId }: NewRefund) {
  return lineId
    ? tx.refund.findUnique({ where: { lineId } })
    : tx.refund.findFirst({ where: { paymentId, lineId: null } });
}

function toNewRow(wish: NewRefund, position: number): Prisma.RefundUncheckedCreateInput {
  const { orderId, lineId, reason, paymentId, amount, now } = wish;
  return {
    id: `rf-${orderId}-${position}`,
    orderId,
    lineId: lineId ?? null,
    position,
    reason,
    paymentId,
    amountMinor: amount.minor,
    currency: amount.currency,
    createdAt: now,
  };
}

async function recordEvent(tx: Prisma.TransactionClient, row: RefundRow, kind: string): Promise<void> {
  const detail = { refund: row.position, minor: row.amountMinor };
  await tx.orderEvent.create({ data: { orderId: row.orderId, kind, detail } });
}

function fromRefundRow(row: RefundRow): Refund {
  const orderId = parseOrderId(row.orderId);
  if (!orderId) throw new Error('A refund row has a malformed order id');
  const lineId = row.lineId === null ? null : (parseOrderLineId(row.lineId) ?? null);
  return {
    id: row.id,
    orderId,
    position: row.position,
    reason: z.enum(REASONS).parse(row.reason),
    paymentId: row.paymentId,
    amount: money(row.amountMinor, z.enum(CURRENCIES).parse(row.currency)),
    state: z.enum(STATES).parse(row.state),
    tries: row.tries,
    createdAt: row.createdAt,
    ...present({
      lineId,
      refundRef: row.refundRef,
      reference: row.reference,
      failure: row.failure,
      requestedAt: row.requestedAt,
      settledAt: row.settledAt,
    }),
  };
}
