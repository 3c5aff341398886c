import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import {
  clearOrders,
  createFulfilmentWorld,
  insertPaidOrder,
  PAID_AT,
  requireValue,
} from '#lib/orders/test-fulfilment';
import { createWarehouse, type Fate } from '#lib/orders/test-warehouse';

const PLANS = ['plan-1', 'plan-2', 'plan-3'] as const;
const ORDERS = 30;
const TICK_MS = 2_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => clearOrders(database));

/** mulberry32: the same seed gives the same run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function chooseFate(roll: number): Fate {
  if (roll < 0.08) return 'lost';
  if (roll < 0.11) return 'failed';
  return roll < 0.15 ? 'unavailable' : 'accepted';
}

async function simulate(seed: number) {
  const random = createRandom(seed);
  const warehouse = createWarehouse(PLANS, () => world.clock.now);
  const world = createFulfilmentWorld(database, warehouse.provider);
  warehouse.plan.fate = () => chooseFate(random());
  warehouse.plan.lagMs = () => (random() < 0.04 ? 90_000 : 1_000 + random() * 8_000);
  warehouse.foreign.push({
    subscriptionRef: 'foreign-1',
    esimRef: 'foreign-esim-1',
    offerId: 'plan-1',
    state: 'not_started',
  });
  const ids: OrderId[] = [];
  const arrive = async () => {
    const offerId = requireValue(PLANS[Math.floor(random() ** 2 * PLANS.length)]);
    ids.push(await insertPaidOrder(world.orders, { provider: 'zim', offerId, at: world.clock.now }));
  };
  const open = async () => {
    const rows = await database.db.orderLine.findMany({
      where: { nextActionAt: { lte: world.clock.now }, order: { payment: 'authorised' } },
      select: { orderId: true },
    });
    return ids.filter((id) => rows.some((row) => row.orderId === id));
  };
  for (let tick = 0; tick < 900; tick += 1) {
    if (ids.length < ORDERS && random() < 0.5) await arrive();
    await Promise.all((await open()).map((id) => world.advance(id)));
    world.later(TICK_MS);
    if (ids.length === ORDERS && (await isQuiet())) break;
  }
  return { ids, warehouse, world };
}

async function isQuiet(): Promise<boolean> {
  return (await database.db.order.count({ where: { payment: 'authorised' } })) === 0;
}

it('serves every order with one eSIM of its own in a storm of lost answers', async () => {
  const { ids, warehouse, world } = await simulate(11);
  const lines = await Promise.all(ids.map((id) => world.read(id)));
  expect(lines.filter((line) => line.fulfilment !== 'delivered')).toEqual([]);

  const esims = await database.db.esim.findMany({ select: { lineId: true, subscriptionRef: true } });
  expect(esims).toHaveLength(ORDERS);
  expect(new Set(esims.map((esim) => esim.lineId)).size).toBe(ORDERS);
  expect(new Set(esims.map((esim) => esim.subscriptionRef)).size).toBe(ORDERS);

  // One more order per plan, long after: what came late is in the pool by then and is used first.
  warehouse.plan.fate = () => 'accepted';
  world.later(120_000);
  for (const offerId of PLANS) {
    const id = await insertPaidOrder(world.orders, { provider: 'zim', offerId, at: world.clock.now });
    await world.advance(id);
    for (let tick = 0; tick < 60 && (await world.read(id)).fulfilment !== 'delivered'; tick += 1) {
      world.later(TICK_MS);
      await world.advance(id);
    }
    expect(await world.read(id)).toMatchObject({ fulfilment: 'delivered' });
  }
  const free = await database.db.poolItem.count({ where: { origin: 'ours', lineId: null } });
  expect(warehouse.bought() - ORDERS - PLANS.length).toBe(free);
  expect(free).toBeLessThanOrEqual(1);
  expect(await database.db.poolItem.findMany({ where: { subscriptionRef: 'foreign-1' } })).toMatchObject([
    { origin: 'baseline', lineId: null, firstSeenAt: expect.any(Date) },
  ]);
  expect(world.clock.now.getTime() - PAID_AT.getTime()).toBeLessThan(30 * 60_000);
}, 180_000);
