import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuditStore } from '#lib/db/audit-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import {
  clearOrders,
  createFulfilmentWorld,
  type FulfilmentWorld,
  insertPaidOrder,
  testOffer,
} from '#lib/orders/test-fulfilment';
import { createMemoryProvider, type MemoryProvider } from '#lib/providers/memory/memory-provider';

let database: TestDatabase;
let wholesaler: MemoryProvider;
let world: FulfilmentWorld;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clearOrders(database);
  wholesaler = createMemoryProvider({ id: 'zendit', offers: [testOffer('zendit', 'offer-1')] });
  world = createFulfilmentWorld(database, wholesaler);
});

const mailsOf = async (orderId: OrderId) =>
  (await database.db.mail.findMany({ where: { orderId } })).map((mail) => mail.dedupeKey);
const turn = async (id: OrderId, ms = 0) => {
  world.later(ms);
  await world.advance(id);
  return world.readOrder(id);
};
/** The second eSIM never comes. */
const withholdSecond = (id: OrderId) => {
  const { findPurchase } = wholesaler;
  wholesaler.findPurchase = async (sought) =>
    sought.key === `o-${id}-2-1` ? { ok: true, value: { kind: 'pending' } } : findPurchase(sought);
};

describe('an order that waits', () => {
  beforeEach(() => {
    wholesaler.behaviour.outcome = 'pending';
  });

  it('tells its customer in the third minute, once, and then has its turn at the end of the promise', async () => {
    const id = await insertPaidOrder(world.orders);
    await turn(id);
    expect(await turn(id, 179_999)).toMatchObject({ nextActionAt: new Date('2025-11-22T12:03:00Z') });
    expect(await mailsOf(id)).toEqual([]);
    expect(await turn(id, 1)).toMatchObject({
      payment: 'authorised',
      delayedAt: new Date('2025-11-22T12:03:00Z'),
      nextActionAt: new Date('2025-11-22T12:15:00Z'),
    });
    await turn(id, 60_000);
    expect(await mailsOf(id)).toEqual([`order_delayed:${id}`]);
    expect((await world.eventsOf(id)).filter((kind) => kind === 'delay_told')).toHaveLength(1);
  });

  it('tells it once when five workers come at once', async () => {
    const id = await insertPaidOrder(world.orders);
    world.later(180_000);
    await Promise.all(Array.from({ length: 5 }, () => world.deps.completeOrder(id)));
    expect((await world.eventsOf(id)).slice(3)).toEqual(['delay_told']);
    expect(await mailsOf(id)).toEqual([`order_delayed:${id}`]);
  });

  it('tells nothing when its eSIM is here by then', async () => {
    wholesaler.behaviour.outcome = 'ready';
    const id = await insertPaidOrder(world.orders);
    await turn(id);
    expect(await turn(id, 180_000)).toMatchObject({ payment: 'captured' });
    expect(await mailsOf(id)).toEqual([`order_ready:${id}`]);
  });
});

describe('a hold that lapses when one of two eSIMs was shown', () => {
  it('leaves that one where it is, and is told loudly and found by the audit', async () => {
    const id = await insertPaidOrder(world.orders, { quantity: 2 });
    withholdSecond(id);
    await turn(id);
    expect((await turn(id, 1_000)).lines.map((line) => line.fulfilment)).toEqual(['delivered', 'placed']);
    await world.bank.payments.voidPayment(`pi_${id}`, 'lapsed');
    const ended = await turn(id, 899_000);
    expect(ended.payment).toBe('voided');
    expect(ended.lines.map((line) => line.fulfilment)).toEqual(['delivered', 'cancelled']);
    expect(await world.esims.listOf(id)).toHaveLength(1);
    expect(world.alarms).toEqual(['A hold lapsed after eSIMs were shown']);
    const [event] = await database.db.orderEvent.findMany({ where: { kind: 'payment_lapsed' } });
    expect(event?.detail).toEqual({ shown: 1 });
    expect(await createAuditStore(database.db).find('delivered_unpaid')).toEqual([
      { kind: 'delivered_unpaid', subject: `${id}-1`, detail: 'delivered, payment voided' },
    ]);
  });

  it('takes back what was stored and not yet shown', async () => {
    const id = await insertPaidOrder(world.orders, { quantity: 2 });
    const { completeOrder } = world.deps;
    world.deps.completeOrder = async () => undefined;
    await turn(id);
    await turn(id, 1_000);
    await world.bank.payments.voidPayment(`pi_${id}`, 'lapsed');
    await completeOrder(id);
    const { payment, lines } = await world.readOrder(id);
    expect(payment).toBe('voided');
    expect(lines.map((line) => line.fulfilment)).toEqual(['cancelled', 'cancelled']);
    expect(await world.esims.listOf(id)).toEqual([]);
    expect(world.alarms).toEqual(['A hold lapsed before it was captured']);
    expect(await createAuditStore(database.db).find('delivered_unpaid')).toEqual([]);
  });
});
