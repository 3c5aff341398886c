import { createEsimStore } from '#lib/db/esim-store';
import { createOrderStore, type OrderStore } from '#lib/db/order-store';
import { createPoolStore } from '#lib/db/pool-store';
import type { TestDatabase } from '#lib/db/test-database';
import { createVault } from '#lib/db/vault';
import { parseCountry } from '#lib/domain/country';
import { money } from '#lib/domain/money';
import { type Order, type OrderId, parseOrderId, parseOrderNumber } from '#lib/domain/order';
import { type Offer, type ProviderId, parsePlanId } from '#lib/domain/plan';
import { unknown } from '#lib/domain/result';
import type { Log } from '#lib/observability/log';
import { type AdvanceDeps, advanceOrder, type ReleaseReason } from '#lib/orders/advance-order';
import type { EsimProvider } from '#lib/providers/port';

export const PAID_AT = new Date('2025-11-22T12:00:00Z');
const PROMISE_MS = 15 * 60_000;
export const testVault = createVault([{ id: 'k1', key: Buffer.alloc(32, 7) }]);

const PLACE = { kind: 'country', code: requireValue(parseCountry('JP')) } as const;

export function testOffer(provider: ProviderId, offerId: string): Offer {
  return {
    provider,
    offerId,
    place: PLACE,
    coverage: { kind: 'listed', countries: [] },
    data: { kind: 'limited', bytes: 1_073_741_824 },
    validityDays: 7,
    speeds: unknown,
    hotspot: unknown,
    topUp: unknown,
    voiceMinutes: unknown,
    sms: unknown,
    start: 'not_stated',
    notes: '',
    costs: [],
  };
}

let made = 0;

type TestOrder = { provider?: ProviderId; offerId?: string; email?: string; at?: Date };

/** For tests: an order that waits for its payment. */
export async function insertOpenOrder(orders: OrderStore, input: TestOrder = {}): Promise<OrderId> {
  made += 1;
  const { provider = 'zendit', offerId = 'offer-1', email = 'ana@example.com', at = PAID_AT } = input;
  const id = requireValue(parseOrderId(`fulfil${String(made).padStart(18, '0')}`));
  await orders.insertOrder({
    id,
    number: requireValue(parseOrderNumber(`LF-${String(made).padStart(6, '0')}`)),
    email,
    locale: 'en',
    plan: {
      planId: requireValue(parsePlanId(`${provider}-${offerId}`)),
      provider,
      offerId,
      place: PLACE,
      data: { kind: 'limited', bytes: 1_073_741_824 },
      validityDays: 7,
      start: 'not_stated',
      topUp: 'not_stated',
      costCurrency: 'USD',
      costMinor: 500,
    },
    price: money(990, 'EUR'),
    purchaseKey: `o-${id}-1`,
    createdAt: at,
    nextActionAt: at,
  });
  return id;
}

/** For tests: an order that is paid for and waits for its eSIM. */
export async function insertPaidOrder(orders: OrderStore, input: TestOrder = {}): Promise<OrderId> {
  const id = await insertOpenOrder(orders, input);
  const at = input.at ?? PAID_AT;
  await orders.move(id, {
    from: { payment: ['none'] },
    set: { payment: 'session_open', checkoutSessionId: `cs_${id}` },
    event: { kind: 'session_opened' },
  });
  await orders.move(id, {
    from: { payment: ['session_open'], fulfilment: ['not_started'] },
    set: {
      payment: 'authorised',
      fulfilment: 'queued',
      authorisedAt: at,
      promiseUntil: new Date(at.getTime() + PROMISE_MS),
      nextActionAt: at,
    },
    event: { kind: 'payment_authorised' },
  });
  return id;
}

/** For tests: the order machinery on a real database with one wholesaler and a clock that is moved by hand. */
export function createFulfilmentWorld({ db }: TestDatabase, provider: EsimProvider | undefined) {
  const clock = { now: PAID_AT };
  const orders = createOrderStore(db);
  const esims = createEsimStore(db, testVault);
  const alarms: string[] = [];
  const suspended: string[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (message) => alarms.push(message),
    error: (message) => alarms.push(message),
  };
  const settled: OrderId[] = [];
  const deps: AdvanceDeps = {
    orders,
    esims,
    pool: createPoolStore(db),
    now: () => clock.now,
    log,
    findProvider: () => provider,
    settlePayment: async (id) => settled.push(id),
    capturePayment: (id) => capture(orders, id, clock.now),
    releaseOrder: (id, reason) => release(orders, id, { reason, now: clock.now }),
    suspendSales: async (_, reason) => {
      suspended.push(reason);
    },
  };
  return {
    clock,
    orders,
    esims,
    deps,
    alarms,
    suspended,
    settled,
    later: (ms: number) => {
      clock.now = new Date(clock.now.getTime() + ms);
    },
    advance: (id: OrderId) => advanceOrder(deps, id),
    read: async (id: OrderId): Promise<Order> => requireValue(await orders.readOrder(id)),
    eventsOf: async (id: OrderId) =>
      (await db.orderEvent.findMany({ where: { orderId: id }, orderBy: { id: 'asc' } })).map(
        ({ kind }) => kind,
      ),
  };
}

export type FulfilmentWorld = ReturnType<typeof createFulfilmentWorld>;

function capture(orders: OrderStore, id: OrderId, now: Date) {
  return orders.move(id, {
    from: { payment: ['authorised'], fulfilment: ['allocated'] },
    set: {
      payment: 'captured',
      fulfilment: 'delivered',
      deliveredAt: now,
      capturedAt: now,
      nextActionAt: null,
    },
    event: { kind: 'payment_captured' },
  });
}

function release(orders: OrderStore, id: OrderId, { reason, now }: { reason: ReleaseReason; now: Date }) {
  return orders.move(id, {
    from: {
      payment: ['authorised'],
      fulfilment: ['queued', 'sending', 'placed', 'unknown', 'held', 'cancelled'],
    },
    set: { payment: 'voided', fulfilment: 'cancelled', holdReason: null, releasedAt: now, nextActionAt: now },
    event: { kind: `released_${reason}` },
  });
}

/** For tests: every table of orders and pool is empty again. */
export async function clearOrders({ db }: TestDatabase): Promise<void> {
  await db.$executeRaw`TRUNCATE "Order", "PurchaseAttempt", "PoolItem", "PoolPoll", "Mail", "Esim" CASCADE`;
}

export function requireValue<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The test lacks a value');
  return value;
}
