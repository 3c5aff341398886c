import { Prisma, type PrismaClient } from '#lib/db/generated/client';
import { createLeaseStore, type Lease } from '#lib/db/lease';
import { fromLineRow, fulfilmentState, paymentState } from '#lib/db/order-row';
import { assertFulfilmentMove, lockOrder, type MailRequest, toLineRow } from '#lib/db/order-store';
import {
  type FulfilmentState,
  type GiveBackState,
  type HoldReason,
  type OrderLine,
  type OrderLineId,
  type PaymentState,
  type PlanSnapshot,
  toOrderLineId,
} from '#lib/domain/order';
import type { ProviderId } from '#lib/domain/plan';
import { hasGuard } from '#lib/faults/guard';

export type LineChange = {
  fulfilment?: FulfilmentState;
  holdReason?: HoldReason | null;
  giveBack?: GiveBackState;
  purchaseKey?: string;
  purchaseRef?: string | null;
  placedAt?: Date;
  allocatedAt?: Date;
  cancelledAt?: Date;
  nextActionAt?: Date | null;
  attempts?: { increment: number };
  notFoundCount?: number;
};

/** One step of a line's life, like an order's `OrderMove`: compare-and-set on its own state and its order's payment. */
export type LineMove = {
  from: { payment?: readonly PaymentState[]; fulfilment?: readonly FulfilmentState[] };
  set: LineChange;
  /** Whether the order has its turn now because of it: what arrived or was given up may be the last it waited for. */
  wakes?: 'order';
  event: { kind: string; detail?: Record<string, string | number | boolean> };
  mail?: MailRequest;
};

type Turn = Pick<OrderLine, 'id' | 'nextActionAt'>;

export type LineStore = ReturnType<typeof createLineStore>;

/** What a move names the line by: its leaseholder's token is compared too. */
type Holder = Pick<OrderLine, 'id' | 'orderId' | 'leaseToken'>;

const WITH_ORDER = { order: { select: { payment: true, promiseUntil: true } } } as const;

/** The lines of orders in PostgreSQL: rows in, domain out. */
export function createLineStore(db: PrismaClient) {
  return {
    /** The lines of one wholesaler, so that one that does not answer occupies no place of another. */
    leasesOf: (provider: ProviderId) => createLeaseStore(db, 'OrderLine', Prisma.sql`provider = ${provider}`),

    async readLine(id: OrderLineId): Promise<OrderLine | undefined> {
      const row = await db.orderLine.findUnique({ where: { id }, include: WITH_ORDER });
      return row ? fromLineRow(row, row.order) : undefined;
    },

    /** The line of a turn; `undefined` when another worker holds it by now. */
    async readLeased({ id, leaseToken }: Lease): Promise<OrderLine | undefined> {
      const row = await db.orderLine.findUnique({ where: { id, leaseToken }, include: WITH_ORDER });
      return row ? { ...fromLineRow(row, row.order), leaseToken } : undefined;
    },

    async readLineByPurchaseKey(purchaseKey: string): Promise<OrderLine | undefined> {
      const row = await db.orderLine.findUnique({ where: { purchaseKey }, include: WITH_ORDER });
      return row ? fromLineRow(row, row.order) : undefined;
    },

    /** `undefined` when the line was no longer where the move may start from, or is another worker's by now. */
    async moveLine(line: Holder, move: LineMove): Promise<OrderLine | undefined> {
      return db.$transaction((tx) => moveLineIn(tx, line, move));
    },

    /** Gives a line up for a substitute: the old one is cancelled and watched, the new one is bought. `undefined` = too late. */
    async replaceLine(
      line: Holder & { slot: number },
      substitute: { plan: PlanSnapshot; from: readonly FulfilmentState[]; now: Date },
    ): Promise<OrderLineId | undefined> {
      const { plan, from, now } = substitute;
      return db.$transaction(async (tx) => {
        const moved = await moveLineIn(tx, line, {
          from: { payment: ['authorised'], fulfilment: from },
          set: {
            ...{ fulfilment: 'cancelled', holdReason: null, cancelledAt: now, nextActionAt: now },
            notFoundCount: 0,
          },
          event: { kind: 'line_replaced', detail: { line: line.id, planId: plan.planId } },
        });
        if (!moved) return undefined;
        const next = (await tx.orderLine.count({ where: { orderId: line.orderId } })) + 1;
        const row = toLineRow({ id: line.orderId, plan }, next, line.slot);
        await tx.orderLine.create({ data: { ...row, fulfilment: 'queued', nextActionAt: now } });
        return toOrderLineId(line.orderId, next);
      });
    },

    /**
     * Look-ups in a row that did not find the purchase; cleared by one that did. Ends the turn. A line that was woken
     * since it was read, or is another worker's by now, is left as it is: its next look counts.
     */
    async countNotFound(
      { id, nextActionAt: seen, leaseToken, notFoundCount }: Turn & Holder & Pick<OrderLine, 'notFoundCount'>,
      found: 'found' | 'not_found',
      nextActionAt: Date,
    ): Promise<number> {
      const times = found === 'found' ? 0 : notFoundCount + 1;
      const { count } = await db.orderLine.updateMany({
        where: { id, nextActionAt: seen ?? null, ...(leaseToken !== undefined && { leaseToken }) },
        data: { nextActionAt, notFoundCount: times },
      });
      return count === 1 ? times : notFoundCount;
    },

    /** Ends a turn that changed nothing. A line that was woken since it was read keeps its turn. */
    async postponeLine({ id, nextActionAt: seen }: Turn, nextActionAt: Date): Promise<void> {
      if (seen) await db.orderLine.updateMany({ where: { id, nextActionAt: seen }, data: { nextActionAt } });
    },

    /** The line is looked at in the worker's next turn, which follows one that is under way. Postpones no other. */
    async wakeLine(id: OrderLineId): Promise<void> {
      await db.$executeRaw`
        UPDATE "OrderLine" SET "nextActionAt" = now()
        WHERE id = ${id} AND "nextActionAt" IS NOT NULL AND ("nextActionAt" > now() OR "leaseUntil" > now())`;
    },
  };
}

/** Another worker holds the line by now: what this one still does must not be written. */
function isOthers(current: string | null, mine: string | undefined): boolean {
  return mine !== undefined && current !== mine && hasGuard('fencing');
}

/** The move itself, inside a transaction that may do more. Holds the order's row lock. */
export async function moveLineIn(
  tx: Prisma.TransactionClient,
  line: Holder,
  move: LineMove,
): Promise<OrderLine | undefined> {
  const order = await lockOrder(tx, line.orderId);
  const current = order?.lines.find(({ id }) => id === line.id);
  if (!order || !current) return undefined;
  if (isOthers(current.leaseToken, line.leaseToken)) return undefined;
  const fulfilment = fulfilmentState.parse(current.fulfilment);
  const { from, set } = move;
  if (from.payment && !from.payment.includes(paymentState.parse(order.payment))) return undefined;
  if (from.fulfilment && !from.fulfilment.includes(fulfilment)) return undefined;
  if (set.fulfilment) assertFulfilmentMove(fulfilment, set.fulfilment);
  const row = await tx.orderLine.update({ where: { id: line.id }, data: set });
  if (move.wakes === 'order') await wakeOrderIn(tx, line.orderId);
  const detail = { line: current.line, ...move.event.detail };
  await tx.orderEvent.create({ data: { orderId: line.orderId, kind: move.event.kind, detail } });
  if (move.mail)
    await tx.mail.createMany({ data: [{ ...move.mail, orderId: line.orderId }], skipDuplicates: true });
  const { leaseToken } = line;
  return { ...fromLineRow(row, order), ...(leaseToken !== undefined && { leaseToken }) };
}

/** An order whose turn is due keeps it; one that had nothing to do, or whose turn is under way, gets another. */
export async function wakeOrderIn(tx: Prisma.TransactionClient, orderId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Order" SET "nextActionAt" = now()
    WHERE id = ${orderId} AND (coalesce("nextActionAt", 'infinity') > now() OR "leaseUntil" > now())`;
}
