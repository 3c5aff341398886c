import type { OrderLine as LineRow, Order as OrderRow, Prisma, PrismaClient } from '#lib/db/generated/client';
import { createLeaseStore } from '#lib/db/lease';
import { fromOrderRow, fulfilmentState, paymentState, toSnapshotJson } from '#lib/db/order-row';
import { admitPromotion } from '#lib/db/promotion-store';
import {
  canFulfilmentMove,
  canPaymentMove,
  type FulfilmentState,
  type HoldReason,
  type Order,
  type OrderId,
  type OrderNumber,
  type PaymentState,
  type PlanSnapshot,
  type RefundState,
  toOrderLineId,
  toPurchaseKey,
} from '#lib/domain/order';
import type { OrderPromotion, PromotionRefusal } from '#lib/domain/promotion';

export type NewOrder = Pick<
  Order,
  'id' | 'number' | 'email' | 'locale' | 'plan' | 'quantity' | 'unitPrice' | 'price' | 'taxBps' | 'createdAt'
> & {
  nextActionAt: Date;
  promotion?: OrderPromotion;
};

/** A mail to be sent, committed with the move that causes it; at most one per `dedupeKey`, for ever. */
export type MailRequest = {
  dedupeKey: string;
  kind: string;
  to: string;
  locale: string;
  data: Record<string, string>;
};

export type OrderChange = {
  payment?: PaymentState;
  refund?: RefundState;
  holdReason?: HoldReason | null;
  checkoutSessionId?: string;
  paymentIntentId?: string;
  capturedMinor?: number;
  authorisedAt?: Date;
  capturedAt?: Date;
  releasedAt?: Date;
  promiseUntil?: Date;
  delayedAt?: Date;
  withdrawalOpenSince?: Date | null;
  nextActionAt?: Date | null;
};

/**
 * What an order's move does to its lines: those in one of the states `from` go on to `to`, the others stay. One that
 * had its eSIM and is cancelled loses it: the codes are forgotten, and its item of the pool is free for the next buyer.
 */
export type LinesChange = {
  from: readonly FulfilmentState[];
  to: FulfilmentState;
  set?: {
    deliveredAt?: Date;
    cancelledAt?: Date;
    nextActionAt?: Date | null;
    holdReason?: null;
    notFoundCount?: 0;
  };
};

/**
 * One step of an order's life: compare-and-set on the states it starts from, and the event row of the same
 * transaction. `from.lines`: every line must be in one of these; `from.someLine`: one at least; `from.delay`: the
 * customer was not told of one. `kind` names what became true ("payment_authorised"); `detail` holds no secret and no address.
 */
export type OrderMove = {
  from: {
    payment?: readonly PaymentState[];
    lines?: readonly FulfilmentState[];
    someLine?: readonly FulfilmentState[];
    delay?: 'untold';
  };
  set: OrderChange;
  lines?: LinesChange;
  event: { kind: string; detail?: Record<string, string | number | boolean> };
  mail?: MailRequest;
};

type Turn = Pick<Order, 'id' | 'nextActionAt'>;

export type OrderStore = ReturnType<typeof createOrderStore>;

export const WITH_LINES = { lines: { orderBy: { line: 'asc' } } } as const satisfies Prisma.OrderInclude;

/** Orders with their lines in PostgreSQL: rows in, domain out. */
export function createOrderStore(db: PrismaClient) {
  const read = async (where: Prisma.OrderWhereUniqueInput): Promise<Order | undefined> => {
    const row = await db.order.findUnique({ where, include: WITH_LINES });
    return row ? fromOrderRow(row) : undefined;
  };
  return {
    ...createLeaseStore(db, 'Order'),

    /**
     * Commits the order and its first event before anything outside is called; one that exists is left as it is.
     * Answers why its promotion code may not be used, and then nothing was stored.
     */
    async insertOrder(order: NewOrder): Promise<PromotionRefusal | undefined> {
      return db.$transaction(async (tx) => {
        const refusal = order.promotion && (await admitPromotion(tx, order, order.promotion));
        if (refusal) return refusal;
        const { count } = await tx.order.createMany({ data: [toOrderRow(order)], skipDuplicates: true });
        if (count !== 1) return undefined;
        const slots = Array.from({ length: order.quantity }, (_, index) => index + 1);
        await tx.orderLine.createMany({ data: slots.map((slot) => toLineRow(order, slot, slot)) });
        await tx.orderEvent.create({ data: { orderId: order.id, kind: 'created', detail: {} } });
        return undefined;
      });
    },

    readOrder: (id: OrderId) => read({ id }),
    readOrderByNumber: (number: OrderNumber) => read({ number }),
    readOrderBySession: (checkoutSessionId: string) => read({ checkoutSessionId }),
    readOrderByPayment: (paymentIntentId: string) => read({ paymentIntentId }),

    /** Orders bought under a verified address, newest first; never those that were not paid for. */
    async listOrdersOf(email: string): Promise<Order[]> {
      const rows = await db.order.findMany({
        where: { email, payment: { notIn: ['none', 'session_open', 'expired'] } },
        orderBy: { createdAt: 'desc' },
        take: 200,
        include: WITH_LINES,
      });
      return rows.map(fromOrderRow);
    },

    /** `undefined` when the order was no longer in a state the move may start from: somebody else was first. */
    async move(id: OrderId, move: OrderMove): Promise<Order | undefined> {
      return db.$transaction(async (tx) => {
        const current = await lockOrder(tx, id);
        if (!current || !startsFrom(current, move.from)) return undefined;
        assertAllowed(current, move);
        await tx.order.update({ where: { id }, data: keepTurn(current, move.set) });
        if (move.lines) await changeLines(tx, id, move.lines);
        await tx.orderEvent.create({
          data: { orderId: id, kind: move.event.kind, detail: move.event.detail ?? {} },
        });
        if (move.mail)
          await tx.mail.createMany({ data: [{ ...move.mail, orderId: id }], skipDuplicates: true });
        return fromOrderRow(await tx.order.findUniqueOrThrow({ where: { id }, include: WITH_LINES }));
      });
    },

    /** Rings the bell: the worker's next turn is the order's, after one that is under way. Postpones no other. */
    async wake(id: OrderId): Promise<void> {
      await db.$executeRaw`
        UPDATE "Order" SET "nextActionAt" = now()
        WHERE id = ${id} AND "nextActionAt" IS NOT NULL AND ("nextActionAt" > now() OR "leaseUntil" > now())`;
    },

    /** The next turn is no later than this. */
    async bringForward(id: OrderId, nextActionAt: Date): Promise<void> {
      const isLater = [{ nextActionAt: null }, { nextActionAt: { gt: nextActionAt } }];
      await db.order.updateMany({ where: { id, OR: isLater }, data: { nextActionAt } });
    },

    /** Ends a turn: the next is at this time, or never by itself. An order woken since it was read keeps its turn. */
    async postpone({ id, nextActionAt: seen }: Turn, nextActionAt: Date | null): Promise<void> {
      if (seen) await db.order.updateMany({ where: { id, nextActionAt: seen }, data: { nextActionAt } });
    },
  };
}

async function changeLines(
  tx: Prisma.TransactionClient,
  orderId: OrderId,
  { from, to, set = {} }: LinesChange,
): Promise<void> {
  const line = { orderId, fulfilment: { in: [...from] } };
  if (to === 'cancelled' && from.includes('allocated')) {
    await tx.usageSample.deleteMany({ where: { esim: { line } } });
    await tx.esim.deleteMany({ where: { line } });
    await tx.poolItem.updateMany({ where: { line }, data: { lineId: null, claimedAt: null } });
  }
  await tx.orderLine.updateMany({ where: line, data: { ...set, fulfilment: to } });
}

/** What ends an order's other work ends neither its refunds nor its withdrawal: their turn closes it. */
function keepTurn(current: OrderRow, { nextActionAt, ...set }: OrderChange): OrderChange {
  const isKept = current.refund !== 'none' || current.withdrawalOpenSince !== null;
  return nextActionAt === undefined || (nextActionAt === null && isKept) ? set : { ...set, nextActionAt };
}

type LockedOrder = OrderRow & { lines: LineRow[] };

/** Everything that moves an order or one of its lines happens one after the other. */
export async function lockOrder(tx: Prisma.TransactionClient, id: string): Promise<LockedOrder | undefined> {
  await tx.$executeRaw`SELECT 1 FROM "Order" WHERE id = ${id} FOR UPDATE`;
  return (await tx.order.findUnique({ where: { id }, include: WITH_LINES })) ?? undefined;
}

function toOrderRow(order: NewOrder): Prisma.OrderCreateManyInput {
  return {
    id: order.id,
    number: order.number,
    email: order.email,
    locale: order.locale,
    plan: toSnapshotJson(order.plan),
    quantity: order.quantity,
    unitPriceMinor: order.unitPrice.minor,
    promotionCode: order.promotion?.code ?? null,
    discountMinor: order.promotion?.discount.minor ?? 0,
    priceMinor: order.price.minor,
    currency: order.price.currency,
    taxBps: order.taxBps,
    createdAt: order.createdAt,
    nextActionAt: order.nextActionAt,
  };
}

/** A line as it begins. */
export function toLineRow(
  order: { id: OrderId; plan: PlanSnapshot },
  line: number,
  slot: number,
): Prisma.OrderLineCreateManyInput {
  const id = toOrderLineId(order.id, line);
  return {
    id,
    orderId: order.id,
    line,
    slot,
    plan: toSnapshotJson(order.plan),
    provider: order.plan.provider,
    offerId: order.plan.offerId,
    purchaseKey: toPurchaseKey(id, 1),
  };
}

/** Losing a race is not a bug: it is told before the move itself is judged. */
function startsFrom(current: LockedOrder, from: OrderMove['from']): boolean {
  const payment = paymentState.parse(current.payment);
  const states = current.lines.map((line) => fulfilmentState.parse(line.fulfilment));
  const { lines, someLine, delay } = from;
  return (
    (delay === undefined || current.delayedAt === null) &&
    (from.payment?.includes(payment) ?? true) &&
    (lines === undefined || states.every((state) => lines.includes(state))) &&
    (someLine === undefined || states.some((state) => someLine.includes(state)))
  );
}

function assertAllowed(current: LockedOrder, { set, lines }: OrderMove): void {
  const payment = paymentState.parse(current.payment);
  if (set.payment && set.payment !== payment && !canPaymentMove(payment, set.payment))
    throw new IllegalMove(`payment ${payment} → ${set.payment}`);
  for (const from of lines?.from ?? []) {
    if (lines && from !== lines.to) assertFulfilmentMove(from, lines.to);
  }
}

export function assertFulfilmentMove(from: FulfilmentState, to: FulfilmentState): void {
  if (from !== to && !canFulfilmentMove(from, to)) throw new IllegalMove(`fulfilment ${from} → ${to}`);
}

class IllegalMove extends Error {}
