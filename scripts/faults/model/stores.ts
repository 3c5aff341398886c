import type { EsimStore } from '#lib/db/esim-store';
import { createEsimStore } from '#lib/db/esim-store';
import type { PrismaClient } from '#lib/db/generated/client';
import { createInboxStore, type InboxStore } from '#lib/db/inbox-store';
import type { Lease } from '#lib/db/lease';
import { createLineStore, type LineStore } from '#lib/db/line-store';
import { createOrderStore, type OrderStore } from '#lib/db/order-store';
import { createRefundStore, type RefundStore } from '#lib/db/refund-store';
import type { OrderId } from '#lib/domain/order';
import { testVault } from '#lib/orders/test-fulfilment';
import { createBooks } from './books.ts';
import { createMemoryEsims, createMemoryInbox, createMemoryRefunds } from './memory-goods.ts';
import { createMemoryLines, createMemoryOrders, seizeInMemory } from './memory-orders.ts';

/** What the use cases of one order write to, and what a test reads of it. */
export type Stores = {
  orders: Omit<OrderStore, 'leaseDue' | 'finishLease' | 'listOrdersOf'>;
  lines: Pick<LineStore, 'readLeased' | 'moveLine' | 'replaceLine' | 'countNotFound' | 'postponeLine'>;
  esims: Pick<EsimStore, 'allocate' | 'withdraw' | 'listOf' | 'read' | 'saveReading'>;
  refunds: RefundStore;
  inbox: InboxStore;
  /** One worker takes the turns of all lines that have one. */
  seizeLines: (id: OrderId) => Promise<Lease[]>;
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
    seizeLines: async () => seizeInMemory(books),
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
    async seizeLines(orderId) {
      const leaseToken = crypto.randomUUID();
      const open = { orderId, nextActionAt: { not: null } };
      await db.orderLine.updateMany({ where: open, data: { leaseToken } });
      const rows = await db.orderLine.findMany({ where: { ...open, leaseToken }, orderBy: { line: 'asc' } });
      return rows.map(({ id }) => ({ id, leaseToken }));
    },
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
