import { z } from 'zod';
import { provider as providerId } from '#lib/db/column-schemas';
import type { PrismaClient } from '#lib/db/generated/client';
import { holdReason, orderNumber, present } from '#lib/db/order-row';
import { readPoolPlans } from '#lib/db/pool-figures';
import { CURRENCIES } from '#lib/domain/money';
import type { HeldOrder, PoolPlan, RefundForPerson, SyncRun } from '#lib/domain/operations';

export type OperationsStore = ReturnType<typeof createOperationsStore>;

/** More than a person would read. */
const MOST = 100;
const MOST_SYNCS = 10;
const DAY_MS = 24 * 3_600_000;

/** What operators look at, across all orders. Reads only. */
export function createOperationsStore(db: PrismaClient) {
  return {
    /** The longest held first. */
    async listHeld(): Promise<HeldOrder[]> {
      const [orders, lines] = await Promise.all([
        db.order.findMany({
          where: { holdReason: { not: null } },
          orderBy: { createdAt: 'asc' },
          take: MOST,
          select: { number: true, holdReason: true, createdAt: true, promiseUntil: true },
        }),
        db.orderLine.findMany({
          where: { fulfilment: 'held' },
          orderBy: { order: { createdAt: 'asc' } },
          take: MOST,
          select: {
            line: true,
            holdReason: true,
            order: { select: { number: true, createdAt: true, authorisedAt: true, promiseUntil: true } },
          },
        }),
      ]);
      return [
        ...orders.map((order) => toHeld({ ...order, what: 'payment', since: order.createdAt })),
        ...lines.map(({ line, holdReason, order }) =>
          toHeld({ ...order, holdReason, what: line, since: order.authorisedAt ?? order.createdAt }),
        ),
      ].toSorted((a, b) => a.since.getTime() - b.since.getTime());
    },

    readPool: (now: Date): Promise<PoolPlan[]> => readPoolPlans(db, now),

    /** Refunds that Stripe will not make, or that are on their way for a day. */
    async listRefundsForPerson(now: Date): Promise<RefundForPerson[]> {
      const dayAgo = new Date(now.getTime() - DAY_MS);
      const rows = await db.refund.findMany({
        where: {
          OR: [
            { state: { in: ['manual', 'failed'] } },
            { state: { in: ['due', 'requested'] }, createdAt: { lt: dayAgo } },
          ],
        },
        orderBy: { createdAt: 'asc' },
        take: MOST,
        include: { order: { select: { number: true } } },
      });
      return rows.map(({ order, position, state, amountMinor, currency, createdAt, failure }) => ({
        number: orderNumber.parse(order.number),
        position,
        state,
        amountMinor,
        currency: z.enum(CURRENCIES).parse(currency),
        createdAt,
        ...present({ failure }),
      }));
    },

    async listSyncs(): Promise<SyncRun[]> {
      const rows = await db.catalogueSync.findMany({ orderBy: { startedAt: 'desc' }, take: MOST_SYNCS });
      return rows.map(({ provider, startedAt, outcome, seen, written, withdrawn, note }) => ({
        provider: providerId.parse(provider),
        startedAt,
        outcome,
        seen,
        written,
        withdrawn,
        ...present({ note }),
      }));
    },
  };
}

function toHeld(row: {
  number: string;
  what: HeldOrder['what'];
  holdReason: string | null;
  since: Date;
  promiseUntil: Date | null;
}): HeldOrder {
  return {
    number: orderNumber.parse(row.number),
    what: row.what,
    since: row.since,
    ...present({
      reason: row.holdReason === null ? null : holdReason.parse(row.holdReason),
      promiseUntil: row.promiseUntil,
    }),
  };
}
