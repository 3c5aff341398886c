import { createEsimStore } from '#lib/db/esim-store';
import type { PrismaClient } from '#lib/db/generated/client';
import type { Lease } from '#lib/db/lease';
import { createLineStore } from '#lib/db/line-store';
import { createOrderStore, type OrderStore } from '#lib/db/order-store';
import { createPoolStore } from '#lib/db/pool-store';
import type { TestDatabase } from '#lib/db/test-database';
import { createVault } from '#lib/db/vault';
import { parseCountry } from '#lib/domain/country';
import { type Profile, parseIccid } from '#lib/domain/esim';
import { type Money, money } from '#lib/domain/money';
import {
  type Order,
  type OrderId,
  type OrderLine,
  type PlanSnapshot,
  parseOrderId,
  parseOrderNumber,
} from '#lib/domain/order';
import { type Offer, type ProviderId, parsePlanId } from '#lib/domain/plan';
import { err, ok, unknown } from '#lib/domain/result';
import type { Log } from '#lib/observability/log';
import { type AdvanceLineDeps, advanceLine } from '#lib/orders/advance-line';
import { type AdvanceOrderDeps, advanceOrder } from '#lib/orders/advance-order';
import { type CompleteDeps, completeOrder } from '#lib/orders/complete-order';
import { createStockPoll } from '#lib/orders/poll-stock';
import type { Payment } from '#lib/payments/port';
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

/** For tests: an eSIM as a wholesaler hands it out; the same number is the same eSIM. */
export function testProfile(number: number): Profile {
  return {
    iccid: requireValue(parseIccid(`8910390000${String(number).padStart(9, '0')}`)),
    activationCode: {
      smdpAddress: 'rsp.example.com',
      matchingId: `K2-SECRET-${number}`,
      confirmationRequired: false,
    },
    state: 'ready_to_install',
    esimRef: `esim-${number}`,
    subscriptionRef: `subscription-${number}`,
  };
}

let made = 0;

type TestOrder = { provider?: ProviderId; offerId?: string; email?: string; at?: Date; quantity?: number };

export function testPlan(provider: ProviderId, offerId: string): PlanSnapshot {
  return {
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
  };
}

/** For tests: an order at 9.90 EUR an eSIM that waits for its payment. */
export async function insertOpenOrder(orders: OrderStore, input: TestOrder = {}): Promise<OrderId> {
  made += 1;
  const { provider = 'zendit', offerId = 'offer-1', email = 'ana@example.com' } = input;
  const { at = PAID_AT, quantity = 1 } = input;
  const id = requireValue(parseOrderId(`fulfil${String(made).padStart(18, '0')}`));
  await orders.insertOrder({
    id,
    number: requireValue(parseOrderNumber(`LF-${String(made).padStart(6, '0')}`)),
    email,
    locale: 'en',
    plan: testPlan(provider, offerId),
    quantity,
    unitPrice: money(990, 'EUR'),
    price: money(990 * quantity, 'EUR'),
    taxBps: 1_900,
    createdAt: at,
    nextActionAt: at,
  });
  return id;
}

/** For tests: an order that is paid for and waits for its eSIMs. */
export async function insertPaidOrder(orders: OrderStore, input: TestOrder = {}): Promise<OrderId> {
  const id = await insertOpenOrder(orders, input);
  const at = input.at ?? PAID_AT;
  const promiseUntil = new Date(at.getTime() + PROMISE_MS);
  await orders.move(id, {
    from: { payment: ['none'] },
    set: { payment: 'session_open', checkoutSessionId: `cs_${id}` },
    event: { kind: 'session_opened' },
  });
  await orders.move(id, {
    from: { payment: ['session_open'], lines: ['not_started'] },
    set: {
      payment: 'authorised',
      paymentIntentId: `pi_${id}`,
      authorisedAt: at,
      promiseUntil,
      nextActionAt: promiseUntil,
    },
    lines: { from: ['not_started'], to: 'queued', set: { nextActionAt: at } },
    event: { kind: 'payment_authorised' },
  });
  return id;
}

/** For tests: the order's first line; most orders of the tests have one. */
export async function readLineOf(orders: OrderStore, id: OrderId): Promise<OrderLine> {
  return requireValue((await orders.readOrder(id))?.lines[0]);
}

/** For tests: the order machinery on a real database with one wholesaler and a clock that is moved by hand. */
export function createFulfilmentWorld({ db }: TestDatabase, provider: EsimProvider | undefined) {
  const clock = { now: PAID_AT };
  const now = () => clock.now;
  const orders = createOrderStore(db);
  const lines = createLineStore(db);
  const esims = createEsimStore(db, testVault);
  const bank = createTestBank();
  const alarms: string[] = [];
  const suspended: string[] = [];
  const log: Log = {
    info: () => undefined,
    warn: (message) => alarms.push(message),
    error: (message) => alarms.push(message),
  };
  const pool = createPoolStore(db);
  const settled: OrderId[] = [];
  const completion = { orders, payments: bank.payments, now, log };
  const deps: AdvanceLineDeps & AdvanceOrderDeps = {
    ...{ orders, lines, esims, now, log },
    pool,
    // Those who come at the same instant share one list.
    pollStock: createStockPoll({ pool, now, log }, 1),
    findProvider: () => provider,
    settlePayment: async (id) => settled.push(id),
    completeOrder: (id) => completeOrder(completion, id),
    workRefunds: async () => undefined,
    followWithdrawal: async () => undefined,
    suspendSales: async (_, reason) => {
      suspended.push(reason);
    },
  };
  return {
    ...{ clock, orders, lines, esims, deps, bank, alarms, suspended, settled },
    later: (ms: number) => {
      clock.now = new Date(clock.now.getTime() + ms);
    },
    /** A turn of each line that has one, by a worker that takes the leases of all others, then of the order itself. */
    advance: async (id: OrderId) => {
      for (const lease of await seizeLines(db, id)) await advanceLine(deps, lease);
      if ((await orders.readOrder(id))?.nextActionAt) await advanceOrder(deps, id);
    },
    /** The first line, which tells the order's payment too. */
    read: (id: OrderId) => readLineOf(orders, id),
    readOrder: async (id: OrderId): Promise<Order> => requireValue(await orders.readOrder(id)),
    eventsOf: async (id: OrderId) =>
      (await db.orderEvent.findMany({ where: { orderId: id }, orderBy: { id: 'asc' } })).map(
        ({ kind }) => kind,
      ),
  };
}

export type FulfilmentWorld = ReturnType<typeof createFulfilmentWorld>;

async function seizeLines(db: PrismaClient, orderId: OrderId): Promise<Lease[]> {
  const leaseToken = crypto.randomUUID();
  const open = { orderId, nextActionAt: { not: null } };
  await db.orderLine.updateMany({ where: open, data: { leaseToken } });
  return db.orderLine
    .findMany({ where: { ...open, leaseToken }, orderBy: { line: 'asc' }, select: { id: true } })
    .then((rows) => rows.map(({ id }) => ({ id, leaseToken })));
}

/** Every payment is on hold until it is captured or voided, once, for whatever is asked. */
function createTestBank() {
  const settled = new Map<string, Payment>();
  const settle = (id: string, state: 'captured' | 'voided', amount?: Money) => {
    if (settled.has(id)) return err({ kind: 'rejected', reason: 'state' } as const);
    const payment: Payment = {
      ...{ id, state, amount, orderId: id.replace('pi_', ''), live: false },
      ...{ capturable: 0, captured: amount?.minor ?? 0, refunded: 0 },
    };
    settled.set(id, payment);
    return ok(payment);
  };
  const payments: CompleteDeps['payments'] = {
    capture: async (id, amount) => settle(id, 'captured', amount),
    voidPayment: async (id) => settle(id, 'voided'),
    readPayment: async (id) => {
      const payment = settled.get(id);
      return payment ? ok(payment) : err({ kind: 'unavailable' });
    },
  };
  return { payments, settled: () => [...settled.values()] };
}

/** For tests: every table of orders and pool is empty again. */
export async function clearOrders({ db }: Pick<TestDatabase, 'db'>): Promise<void> {
  await db.$executeRaw`TRUNCATE "Order", "PurchaseAttempt", "PoolItem", "PoolPoll", "Mail", "Esim" CASCADE`;
}

export function requireValue<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The test lacks a value');
  return value;
}
