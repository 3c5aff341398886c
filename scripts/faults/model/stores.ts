import type { EsimStore } from '#lib/db/esim-store';
import { createEsimStore } from '#lib/db/esim-store';
import type { PrismaClient } from '#lib/db/generated/client';
import { createInboxStore } from '#lib/db/inbox-store';
import type { Lease, LeaseStore } from '#lib/db/lease';
import { createLineStore, type LineStore } from '#lib/db/line-store';
import { createOrderStore, type OrderStore } from '#lib/db/order-store';
import { createRefundStore, type RefundStore } from '#lib/db/refund-store';
import type { OrderId, OrderLineId } from '#lib/domain/order';
import type { HintDeps } from '#lib/orders/handle-payment-hint';
import { testVault } from '#lib/orders/test-fulfilment';
import { createBooks } from './books.ts';
import { createMemoryEsims, createMemoryInbox, createMemoryRefunds } from './memory-goods.ts';
import { createMemoryLines, createMemoryOrders, seizeInMemory } from './memory-orders.ts';

/** What the use cases of one order write to, and what a test reads of it. */
export type Stores = {
  orders: Omit<OrderStore, keyof LeaseStore | 'listOrdersOf'>;
  lines: Pick<LineStore, 'readLeased' | 'moveLine' | 'replaceLine' | 'countNotFound' | 'postponeLine'>;
  esims: Pick<EsimStore, 'allocate' | 'listOf' | 'read' | 'saveReading'>;
  refunds: RefundStore;
  inbox: HintDeps['inbox'];
  /** One worker takes these lines, whoever holds them. */
  seizeLines: (ids: readonly OrderLineId[]) => Promise<Lease[]>;
  /** Takes the order's turn, or ends it. */
  leaseOrder: (id: OrderId, lease: 'taken' | 'ended') => Promise<unknown>;
  /** Kinds of events as they came, and the keys of mails. */
  readTraces: (id: OrderId) => Promise<{ events: string[]; mails: string[] }>;
};

/** `dbNow`: the database's clock. */
export function createMemoryStores(dbNow: () => Date): Stores {
  const books = createBooks(dbNow);
  return {
    orders: createMemoryOrders(books),
    lines: createMemoryLines(books),
    esims: createMemoryEsims(books),
    refunds: createMemoryRefunds(books),
    inbox: createMemoryInbox(books),
    seizeLines: async (ids) => seizeInMemory(books, ids),
    async leaseOrder(_, lease) {
      books.isLeased = lease === 'taken';
    },
    readTraces: async () => ({ events: [...books.events], mails: [...books.mails].sort() }),
  };
}

export function createRealStores(db: PrismaClient): Stores {
  return {
    orders: createOrderStore(db),
    lines: createLineStore(db),
    esims: createEsimStore(db, testVault),
    refunds: createRefundStore(db),
    inbox: createInboxStore(db),
    async seizeLines(ids) {
      const leaseToken = crypto.randomUUID();
      await db.orderLine.updateMany({ where: { id: { in: [...ids] } }, data: { leaseToken } });
      return ids.map((id) => ({ id, leaseToken }));
    },
    leaseOrder: (id, lease) =>
      lease === 'taken'
        ? db.$executeRaw`UPDATE "Order" SET "leaseUntil" = now() + interval '10 minutes' WHERE id = ${id}`
        : db.order.update({ where: { id }, data: { leaseUntil: null } }),
    async readTraces(orderId) {
      const events = await db.orderEvent.findMany({ where: { orderId }, orderBy: { id: 'asc' } });
      const mails = await db.mail.findMany({ where: { orderId } });
      return {
        events: events.map(({ kind }) => kind),
        mails: mails.map(({ dedupeKey }) => dedupeKey).sort(),
      };
    },
  };
}
