import type { PrismaClient } from '#lib/db/generated/client';
import { fromOrderRow, fromStates, toSnapshotJson } from '#lib/db/order-row';
import {
  canFulfilmentMove,
  canPaymentMove,
  type FulfilmentState,
  type HoldReason,
  type Order,
  type OrderId,
  type OrderNumber,
  type PaymentState,
  type RefundState,
} from '#lib/domain/order';

export type NewOrder = Pick<
  Order,
  'id' | 'number' | 'email' | 'locale' | 'plan' | 'price' | 'purchaseKey' | 'createdAt'
> & {
  nextActionAt: Date;
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
  fulfilment?: FulfilmentState;
  holdReason?: HoldReason | null;
  refund?: RefundState;
  checkoutSessionId?: string;
  paymentIntentId?: string;
  purchaseKey?: string;
  purchaseRef?: string | null;
  authorisedAt?: Date;
  placedAt?: Date;
  allocatedAt?: Date;
  capturedAt?: Date;
  deliveredAt?: Date;
  releasedAt?: Date;
  promiseUntil?: Date;
  nextActionAt?: Date | null;
  attempts?: { increment: number };
  notFoundCount?: number;
};

/**
 * One step of an order's life: compare-and-set on the states it starts from, and the event row of the same
 * transaction. `kind` names what became true ("payment_authorised"); `detail` holds no secret and no address.
 */
export type OrderMove = {
  from: { payment?: readonly PaymentState[]; fulfilment?: readonly FulfilmentState[] };
  set: OrderChange;
  event: { kind: string; detail?: Record<string, string | number | boolean> };
  mail?: MailRequest;
};

/** The id as it stands in the row: reading the order is part of its turn, so that a broken row fails alone. */
export type LeasedOrder = { id: string; leaseToken: string };

export type OrderStore = ReturnType<typeof createOrderStore>;

/** Orders in PostgreSQL: rows in, domain out. */
export function createOrderStore(db: PrismaClient) {
  return {
    /** Commits the order and its first event before anything outside is called; one that exists is left as it is. */
    async insertOrder(order: NewOrder): Promise<void> {
      await db.$transaction(async (tx) => {
        const { count } = await tx.order.createMany({
          data: [
            {
              id: order.id,
              number: order.number,
              email: order.email,
              locale: order.locale,
              plan: toSnapshotJson(order.plan),
              provider: order.plan.provider,
              offerId: order.plan.offerId,
              priceMinor: order.price.minor,
              currency: order.price.currency,
              purchaseKey: order.purchaseKey,
              createdAt: order.createdAt,
              nextActionAt: order.nextActionAt,
            },
          ],
          skipDuplicates: true,
        });
        if (count === 1)
          await tx.orderEvent.create({ data: { orderId: order.id, kind: 'created', detail: {} } });
      });
    },

    async readOrder(id: OrderId): Promise<Order | undefined> {
      const row = await db.order.findUnique({ where: { id } });
      return row ? fromOrderRow(row) : undefined;
    },

    async readOrderByNumber(number: OrderNumber): Promise<Order | undefined> {
      const row = await db.order.findUnique({ where: { number } });
      return row ? fromOrderRow(row) : undefined;
    },

    async readOrderByPurchaseKey(purchaseKey: string): Promise<Order | undefined> {
      const row = await db.order.findUnique({ where: { purchaseKey } });
      return row ? fromOrderRow(row) : undefined;
    },

    async readOrderBySession(checkoutSessionId: string): Promise<Order | undefined> {
      const row = await db.order.findUnique({ where: { checkoutSessionId } });
      return row ? fromOrderRow(row) : undefined;
    },

    async readOrderByPayment(paymentIntentId: string): Promise<Order | undefined> {
      const row = await db.order.findUnique({ where: { paymentIntentId } });
      return row ? fromOrderRow(row) : undefined;
    },

    /** Orders bought under a verified address, newest first; never those that were not paid for. */
    async listOrdersOf(email: string): Promise<Order[]> {
      const rows = await db.order.findMany({
        where: { email, payment: { notIn: ['none', 'session_open', 'expired'] } },
        orderBy: { createdAt: 'desc' },
        take: 200,
      });
      return rows.map(fromOrderRow);
    },

    /** `undefined` when the order was no longer in a state the move may start from: somebody else was first. */
    async move(id: OrderId, move: OrderMove): Promise<Order | undefined> {
      const { holdReason, ...set } = move.set;
      return db.$transaction(async (tx) => {
        const current = await tx.order.findUnique({
          where: { id },
          select: { payment: true, fulfilment: true },
        });
        if (!current || !startsFrom(current, move.from)) return undefined;
        assertAllowed(current, move.set);
        const [row] = await tx.order.updateManyAndReturn({
          where: {
            id,
            payment: current.payment,
            fulfilment: current.fulfilment,
          },
          data: { ...set, ...(holdReason !== undefined && { holdReason }) },
        });
        if (!row) return undefined;
        await tx.orderEvent.create({
          data: { orderId: id, kind: move.event.kind, detail: move.event.detail ?? {} },
        });
        if (move.mail) {
          await tx.mail.createMany({ data: [{ ...move.mail, orderId: id }], skipDuplicates: true });
        }
        return fromOrderRow(row);
      });
    },

    /**
     * Leases orders that are due, by the database's clock. A worker that lost its lease cannot close it:
     * `finishLease` compares the token.
     */
    async leaseDue(limit: number, leaseMs: number): Promise<LeasedOrder[]> {
      const leaseToken = crypto.randomUUID();
      const ids = await db.$queryRaw<{ id: string }[]>`
        WITH due AS MATERIALIZED (
          SELECT id FROM "Order"
          WHERE "nextActionAt" <= now() AND ("leaseUntil" IS NULL OR "leaseUntil" < now())
          ORDER BY "nextActionAt" FOR UPDATE SKIP LOCKED LIMIT ${limit}
        )
        UPDATE "Order" SET "leaseToken" = ${leaseToken}, "leaseUntil" = now() + ${leaseMs} * interval '1 millisecond'
        FROM due WHERE "Order".id = due.id RETURNING "Order".id`;
      return ids.map(({ id }) => ({ id, leaseToken }));
    },

    /** Gives the lease back; `failed` delays the next turn of an open order by a growing pause: it blocks no other. */
    async finishLease(id: string, leaseToken: string, outcome: 'worked' | 'failed'): Promise<void> {
      if (outcome === 'worked') {
        await db.order.updateMany({
          where: { id, leaseToken },
          data: { leaseToken: null, leaseUntil: null, failureCount: 0 },
        });
        return;
      }
      await db.$executeRaw`
        UPDATE "Order" SET "leaseToken" = NULL, "leaseUntil" = NULL, "failureCount" = "failureCount" + 1,
          "nextActionAt" = CASE WHEN "nextActionAt" IS NOT NULL
            THEN now() + power(2, least("failureCount", 8)) * interval '1 second' END
        WHERE id = ${id} AND "leaseToken" = ${leaseToken}`;
    },

    /** Rings the bell: the order is looked at in the worker's next turn. Never postpones an earlier turn. */
    async wake(id: OrderId): Promise<void> {
      await db.$executeRaw`
        UPDATE "Order" SET "nextActionAt" = now() WHERE id = ${id} AND "nextActionAt" > now()`;
    },

    /** Look-ups in a row that did not find the purchase; cleared by one that did. */
    async countNotFound(id: OrderId, found: 'found' | 'not_found', nextActionAt: Date): Promise<number> {
      const row = await db.order.update({
        where: { id },
        data: { nextActionAt, notFoundCount: found === 'found' ? 0 : { increment: 1 } },
        select: { notFoundCount: true },
      });
      return row.notFoundCount;
    },

    async postpone(id: OrderId, nextActionAt: Date): Promise<void> {
      await db.order.updateMany({ where: { id, nextActionAt: { not: null } }, data: { nextActionAt } });
    },
  };
}

/** Losing a race is not a bug: it is told before the move itself is judged. */
function startsFrom(current: { payment: string; fulfilment: string }, from: OrderMove['from']): boolean {
  const { payment, fulfilment } = fromStates(current);
  return (from.payment?.includes(payment) ?? true) && (from.fulfilment?.includes(fulfilment) ?? true);
}

function assertAllowed(current: { payment: string; fulfilment: string }, set: OrderChange): void {
  const { payment, fulfilment } = fromStates(current);
  if (set.payment && set.payment !== payment && !canPaymentMove(payment, set.payment)) {
    throw new IllegalMove(`payment ${payment} → ${set.payment}`);
  }
  if (set.fulfilment && set.fulfilment !== fulfilment && !canFulfilmentMove(fulfilment, set.fulfilment)) {
    throw new IllegalMove(`fulfilment ${fulfilment} → ${set.fulfilment}`);
  }
}

class IllegalMove extends Error {}
