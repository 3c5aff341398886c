import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import { WINDOWS } from '#lib/orders/pool';
import {
  clearOrders,
  createFulfilmentWorld,
  type FulfilmentWorld,
  insertPaidOrder,
  PAID_AT,
  requireValue,
} from '#lib/orders/test-fulfilment';
import { createWarehouse, type Fate } from '#lib/orders/test-warehouse';

let database: TestDatabase;
let warehouse: ReturnType<typeof createWarehouse>;
let world: FulfilmentWorld;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clearOrders(database);
  warehouse = createWarehouse(['plan-1', 'plan-2', 'plan-3'], () => world.clock.now);
  world = createFulfilmentWorld(database, warehouse.provider);
});

const order = (input: { offerId?: string; at?: Date } = {}) =>
  insertPaidOrder(world.orders, { provider: 'zim', offerId: 'plan-1', at: world.clock.now, ...input });
const turn = async (id: OrderId, ms = 0) => {
  world.later(ms);
  await world.advance(id);
  return world.read(id);
};
const serve = async (id: OrderId) => {
  await turn(id);
  return turn(id, 2_000);
};
const pool = () =>
  database.db.poolItem.findMany({
    orderBy: { subscriptionRef: 'asc' },
    select: { subscriptionRef: true, origin: true, lineId: true },
  });
const foreignItem = (number: number, state: 'not_started' | 'active' | 'unknown' = 'not_started') => ({
  subscriptionRef: `foreign-${number}`,
  esimRef: `foreign-esim-${number}`,
  offerId: 'plan-1',
  state,
});
const script = (...fates: Fate[]) => {
  warehouse.plan.fate = () => fates.shift() ?? 'accepted';
};

describe('an order at a wholesaler without keys of ours', () => {
  it('gets the eSIM that was bought for its plan, and is delivered', async () => {
    const id = await order();
    expect(await turn(id)).toMatchObject({ fulfilment: 'placed', purchaseRef: 'order-1', attempts: 1 });
    expect(await turn(id, 2_000)).toMatchObject({ fulfilment: 'delivered', payment: 'captured' });
    expect(await pool()).toEqual([{ subscriptionRef: 'subscription-1', origin: 'ours', lineId: `${id}-1` }]);
  });

  it('gets the very eSIM of its own order where the wholesaler names it', async () => {
    warehouse.plan.namesOrders = true;
    const lags = [60_000, 0];
    warehouse.plan.lagMs = () => lags.shift() ?? 0;
    const [first, second] = [await order(), await order()];
    await turn(first);
    await turn(second);
    expect(await turn(second, 2_000)).toMatchObject({ fulfilment: 'delivered', purchaseRef: 'order-2' });
    expect(await turn(first, 2_000)).toMatchObject({ fulfilment: 'placed' });
    expect(await turn(first, 60_000)).toMatchObject({ fulfilment: 'delivered', purchaseRef: 'order-1' });
    expect(await pool()).toMatchObject([
      { subscriptionRef: 'subscription-1', lineId: `${first}-1` },
      { subscriptionRef: 'subscription-2', lineId: `${second}-1` },
    ]);
    expect(warehouse.bought()).toBe(2);
  });

  it('is served in turn by an eSIM whose order nobody knows here', async () => {
    warehouse.plan.namesOrders = true;
    script('lost');
    const id = await order();
    expect(await turn(id)).toMatchObject({ fulfilment: 'unknown' });
    expect(await turn(id, 2_000)).toMatchObject({ fulfilment: 'delivered' });
    expect(warehouse.bought()).toBe(1);
  });

  it('never gets an eSIM that was in the account before the shop', async () => {
    warehouse.foreign.push(foreignItem(1));
    expect(await serve(await order())).toMatchObject({ fulfilment: 'delivered' });
    expect(await pool()).toMatchObject([
      { subscriptionRef: 'foreign-1', origin: 'baseline', lineId: null },
      { subscriptionRef: 'subscription-1', origin: 'ours' },
    ]);
    expect(world.alarms).toEqual([]);
  });

  it('never gets an eSIM that appeared beside those it bought', async () => {
    await serve(await order());
    warehouse.foreign.push(foreignItem(1));
    expect(await serve(await order())).toMatchObject({ fulfilment: 'delivered' });
    expect(warehouse.bought()).toBe(2);
    expect((await pool())[0]).toEqual({ subscriptionRef: 'foreign-1', origin: 'quarantine', lineId: null });
    expect(world.alarms).toEqual(['eSIMs were set aside that this shop may not sell']);
  });

  it('leaves an eSIM alone whose state is not told, until it is', async () => {
    warehouse.plan.lagMs = () => 10_000;
    const id = await order();
    await turn(id);
    warehouse.foreign.push(foreignItem(1, 'unknown'));
    expect(await turn(id, 2_000)).toMatchObject({ fulfilment: 'placed' });
    expect(await pool()).toEqual([]);
  });

  it('shares no eSIM with another order of the plan, however many turns run at once', async () => {
    const ids = await Promise.all([order(), order(), order()]);
    for (const pauseMs of [0, 2_000, 2_000, 2_000]) {
      world.later(pauseMs);
      await Promise.all(ids.flatMap((id) => [world.advance(id), world.advance(id)]));
    }
    const esims = await database.db.esim.findMany({ select: { lineId: true, subscriptionRef: true } });
    expect(new Set(esims.map((esim) => esim.lineId))).toEqual(new Set(ids.map((id) => `${id}-1`)));
    expect(new Set(esims.map((esim) => esim.subscriptionRef)).size).toBe(3);
    expect(warehouse.bought()).toBe(3);
  });

  it('claims the eSIM of a call whose answer was lost, without buying another', async () => {
    script('lost');
    warehouse.plan.lagMs = () => 20_000;
    const id = await order();
    expect(await turn(id)).toMatchObject({ fulfilment: 'unknown' });
    expect(await turn(id, 10_000)).toMatchObject({ fulfilment: 'unknown' });
    expect(await turn(id, 11_000)).toMatchObject({ fulfilment: 'delivered' });
    expect(warehouse.bought()).toBe(1);
  });

  it('buys again a minute after a call that made nothing', async () => {
    script('failed');
    const id = await order();
    await turn(id);
    expect(await turn(id, 59_000)).toMatchObject({ fulfilment: 'unknown', attempts: 1 });
    expect(await turn(id, 2_000)).toMatchObject({ fulfilment: 'placed', attempts: 2 });
    expect(await turn(id, 2_000)).toMatchObject({ fulfilment: 'delivered' });
  });

  it('treats a crash during the call as a lost answer, and buys again when nothing appears', async () => {
    const id = await order();
    const { purchase } = warehouse.provider;
    warehouse.provider.purchase = () => Promise.reject(new Error('the process died'));
    await expect(world.advance(id)).rejects.toThrow('the process died');
    warehouse.provider.purchase = purchase;
    expect(await world.read(id)).toMatchObject({ fulfilment: 'sending' });
    expect(await turn(id, 46_000)).toMatchObject({ fulfilment: 'unknown', attempts: 1 });
    expect(await turn(id, 15_000)).toMatchObject({ fulfilment: 'placed', attempts: 2 });
    expect(await turn(id, 2_000)).toMatchObject({ fulfilment: 'delivered' });
  });

  it('goes on after a crash between the answer and its note on the order', async () => {
    const id = await order();
    await turn(id);
    await database.db.orderLine.update({ where: { id: `${id}-1` }, data: { fulfilment: 'sending' } });
    warehouse.behaviour.outcome = 'pending';
    expect(await turn(id, 2_000)).toMatchObject({ fulfilment: 'unknown' });
    warehouse.behaviour.outcome = 'ready';
    expect(await turn(id, 2_000)).toMatchObject({ fulfilment: 'delivered' });
    expect(warehouse.bought()).toBe(1);
  });

  it('takes an eSIM that turned out to be too many, without a purchase', async () => {
    script('lost');
    warehouse.plan.lagMs = () => 70_000;
    const first = await order();
    await turn(first);
    warehouse.plan.lagMs = () => 0;
    await turn(first, 61_000);
    expect(await turn(first, 20_000)).toMatchObject({ fulfilment: 'delivered' });
    expect(warehouse.bought()).toBe(2);
    expect(await turn(await order())).toMatchObject({ fulfilment: 'delivered', attempts: 0 });
    expect(warehouse.bought()).toBe(2);
  });

  it('expects no more than it is owed after lost answers of the past', async () => {
    script('lost', 'lost');
    for (const id of [await order(), await order()]) await serve(id);
    world.later(3_600_000);
    warehouse.plan.lagMs = () => 10_000;
    const id = await order({ at: world.clock.now });
    await turn(id);
    for (const pauseMs of [2_000, 2_000, 2_000]) await turn(id, pauseMs);
    expect(warehouse.bought()).toBe(3);
    expect(await turn(id, 5_000)).toMatchObject({ fulfilment: 'delivered', attempts: 1 });
  });

  it('never gets a free eSIM that somebody has begun to use', async () => {
    const first = await order();
    await turn(first);
    await turn(first, 901_000);
    const { listStock } = warehouse.provider;
    await world.deps.pool.takeIn({
      provider: 'zim',
      items: [{ ...foreignItem(1), subscriptionRef: 'subscription-1', esimRef: 'esim-1', use: 'unused' }],
      asOf: world.clock.now,
      windows: WINDOWS,
      classify: () => 'ours',
    });
    warehouse.provider.listStock = async () => {
      const listed = await listStock();
      const used = (listed.ok ? listed.value : []).map((item) => ({ ...item, state: 'active' as const }));
      return { ok: true, value: used };
    };
    const other = await order({ offerId: 'plan-2' });
    await turn(other, 1_000);
    expect(await pool()).toEqual([{ subscriptionRef: 'subscription-1', origin: 'quarantine', lineId: null }]);
  });

  it('inherits the eSIM of an order that was released, with a clean meter', async () => {
    const first = await order();
    world.deps.completeOrder = async () => undefined;
    expect(await serve(first)).toMatchObject({ fulfilment: 'allocated' });
    const [esim] = await world.esims.listOf(first);
    await world.esims.saveReading({
      id: requireValue(esim).id,
      reading: { state: 'not_started', checkedAt: PAID_AT },
      profileState: 'ready_to_install',
      nextReadAt: null,
    });
    await world.orders.move(first, {
      from: { lines: ['allocated'] },
      set: { payment: 'voided', releasedAt: PAID_AT },
      lines: { from: ['allocated'], to: 'cancelled' },
      event: { kind: 'payment_lapsed' },
    });
    const second = await order();
    expect(await turn(second)).toMatchObject({ fulfilment: 'allocated', attempts: 0 });
    expect(await world.esims.listOf(first)).toEqual([]);
    expect(await world.esims.listOf(second)).toMatchObject([{ subscriptionRef: 'subscription-1' }]);
    expect(warehouse.bought()).toBe(1);
  });

  it('is held when three calls for the plan had no clear answer, and keeps the other plans on sale', async () => {
    script('failed', 'failed', 'failed');
    for (const id of [await order(), await order(), await order()]) await turn(id);
    const id = await order();
    expect(await turn(id)).toMatchObject({ fulfilment: 'held', holdReason: 'breaker' });
    expect(world.suspended).toEqual([]);
    expect(await serve(await order({ offerId: 'plan-2' }))).toMatchObject({ fulfilment: 'delivered' });
    await turn(id, 601_000);
    await turn(id);
    expect(await turn(id, 2_000)).toMatchObject({ fulfilment: 'delivered' });
  });

  it('is not held after three calls without a clear answer that had one between them', async () => {
    script('failed', 'failed');
    for (const id of [await order(), await order()]) await turn(id);
    await serve(await order());
    script('failed');
    await turn(await order());
    expect(await turn(await order())).not.toMatchObject({ fulfilment: 'held' });
  });

  it('needs a person after three calls, but takes an eSIM that is handed to it', async () => {
    const id = await order();
    await database.db.purchaseAttempt.createMany({
      data: [1, 2, 3].map((number) => ({
        provider: 'zim',
        offerId: 'plan-1',
        causedBy: `${id}-1`,
        state: 'ambiguous',
        sentAt: new Date(PAID_AT.getTime() - 700_000 - number),
      })),
    });
    expect(await turn(id)).toMatchObject({ fulfilment: 'held', holdReason: 'review' });
    expect(await turn(id, 30_000)).toMatchObject({ fulfilment: 'held' });
    await warehouse.provider.purchase({ key: 'x', offerId: 'plan-1', currency: 'USD' });
    await turn(await order());
    expect(await turn(id)).toMatchObject({ fulfilment: 'queued' });
    expect(await turn(id)).toMatchObject({ fulfilment: 'delivered' });
  });

  it('gives the order back to the queue when the wholesaler could not be reached', async () => {
    script('unavailable');
    const id = await order();
    expect(await turn(id)).toMatchObject({
      fulfilment: 'queued',
      nextActionAt: new Date('2025-11-22T12:00:10Z'),
    });
    warehouse.behaviour.reads = { kind: 'unavailable' };
    expect(await turn(id, 10_000)).toMatchObject({
      fulfilment: 'queued',
      nextActionAt: new Date('2025-11-22T12:00:20Z'),
    });
    expect(warehouse.bought()).toBe(0);
  });
});
