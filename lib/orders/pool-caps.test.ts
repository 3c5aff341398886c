import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { POOL } from '#lib/config/pool';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import { decidePurchase, type PoolLedger } from '#lib/orders/pool';
import {
  clearOrders,
  createFulfilmentWorld,
  type FulfilmentWorld,
  insertPaidOrder,
  PAID_AT,
} from '#lib/orders/test-fulfilment';
import { createWarehouse } from '#lib/orders/test-warehouse';

let database: TestDatabase;
let warehouse: ReturnType<typeof createWarehouse>;
let world: FulfilmentWorld;

const DAY = 86_400_000;
const ago = (ms: number) => new Date(PAID_AT.getTime() - ms);

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clearOrders(database);
  warehouse = createWarehouse(['plan-1', 'plan-2'], () => world.clock.now);
  world = createFulfilmentWorld(database, warehouse.provider);
  await database.db.poolPoll.create({ data: { provider: 'zim', baselineAt: ago(DAY) } });
});

const order = () => insertPaidOrder(world.orders, { provider: 'zim', offerId: 'plan-1' });
const turn = async (id: OrderId, ms = 0) => {
  world.later(ms);
  await world.advance(id);
  return world.read(id);
};
const unclear = (count: number, sentAt: Date) =>
  database.db.purchaseAttempt.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      ...{
        provider: 'zim',
        offerId: `other-${index}`,
        causedBy: `other-${index}`,
        state: 'ambiguous',
        sentAt,
      },
    })),
  });
/** eSIMs that were bought at that time, each by a call that is accounted for. */
const stock = async (count: number, offerId: string, at: Date) => {
  const refs = Array.from({ length: count }, (_, index) => `stock-${offerId}-${index}`);
  const plan = { provider: 'zim', offerId };
  await database.db.purchaseAttempt.createMany({
    data: refs.map((note) => ({ ...plan, causedBy: 'another', state: 'accepted', sentAt: at, note })),
  });
  await database.db.poolItem.createMany({
    data: refs.map((ref) => ({
      ...{ ...plan, subscriptionRef: ref, esimRef: ref },
      ...{ origin: 'ours', state: 'not_started', firstSeenAt: at },
    })),
  });
};
const MINUTES_AGO = ago(300_000);

describe('buying for the pool', () => {
  const LEDGER: PoolLedger = {
    ...{ waitingLines: 1, freeItems: 0, coming: 0, ambiguousYoung: 0, unclearInARow: 0 },
    ...{ unclearOfAccount: 0, surplusOfDay: 0, sending: 0, causedByLine: 0 },
  };
  it.each<[string, Partial<PoolLedger>, ReturnType<typeof decidePurchase>]>([
    ['nothing stands in the way', {}, { kind: 'buy' }],
    ['two of the plan in a row are unclear', { unclearInARow: 2 }, { kind: 'buy' }],
    ['three of the plan in a row are unclear', { unclearInARow: 3 }, { kind: 'hold', reason: 'breaker' }],
    ['nine of the account in a row are unclear', { unclearOfAccount: 9 }, { kind: 'buy' }],
    [
      'ten of the account in a row are unclear',
      { unclearOfAccount: 10 },
      { kind: 'hold', reason: 'breaker' },
    ],
    ['nineteen were too many', { surplusOfDay: 19 }, { kind: 'buy' }],
    ['twenty were too many', { surplusOfDay: 20 }, { kind: 'hold', reason: 'review' }],
    ['the line caused two', { causedByLine: 2 }, { kind: 'buy' }],
    ['the line caused three', { causedByLine: 3 }, { kind: 'hold', reason: 'review' }],
    ['one is coming, whatever else', { coming: 1, unclearOfAccount: 10 }, { kind: 'wait' }],
  ])('is decided by its caps: %s', (_, change, decision) => {
    expect(decidePurchase({ ...LEDGER, ...change })).toEqual(decision);
  });

  it('stops for every plan of the account after ten calls without a clear answer, until they are old', async () => {
    await unclear(POOL.unclearPerAccount, MINUTES_AGO);
    const id = await order();
    expect(await turn(id)).toMatchObject({ fulfilment: 'held', holdReason: 'breaker', attempts: 0 });
    expect(warehouse.bought()).toBe(0);
    await turn(id, 300_001);
    expect(await turn(id)).toMatchObject({ fulfilment: 'placed', attempts: 1 });
  });

  it('goes on after ten that were not in a row', async () => {
    await unclear(5, ago(300_000));
    await stock(1, 'plan-2', ago(299_999));
    await unclear(POOL.unclearPerAccount - 1, ago(299_998));
    expect(await turn(await order())).toMatchObject({ fulfilment: 'placed' });
  });

  it('goes on at nine', async () => {
    await unclear(POOL.unclearPerAccount - 1, MINUTES_AGO);
    expect(await turn(await order())).toMatchObject({ fulfilment: 'placed' });
  });

  it('waits for a person when a day brought twenty too many, and not for those of the day before', async () => {
    await stock(POOL.surplusPerDay, 'plan-2', ago(DAY + 1));
    expect(await turn(await order())).toMatchObject({ fulfilment: 'placed' });
    await stock(POOL.surplusPerDay, 'plan-3', MINUTES_AGO);
    expect(await turn(await order())).toMatchObject({ fulfilment: 'held', holdReason: 'review' });
    expect(world.alarms).toEqual(['An order needs a person']);
  });
});

describe('a free eSIM of the pool', () => {
  it('is handed out up to its thirtieth day', async () => {
    await stock(1, 'plan-1', ago(30 * DAY));
    const id = await order();
    await turn(id);
    expect(await world.deps.pool.readClaimed((await world.read(id)).id)).toMatchObject({
      subscriptionRef: 'stock-plan-1-0',
    });
    expect(warehouse.bought()).toBe(0);
  });

  it('is neither handed out nor counted after that', async () => {
    await stock(1, 'plan-1', ago(30 * DAY + 1));
    const id = await order();
    expect(await turn(id)).toMatchObject({ fulfilment: 'placed', attempts: 1 });
    expect(await turn(id, 2_000)).toMatchObject({ fulfilment: 'delivered' });
    const old = await database.db.poolItem.findFirst({ where: { subscriptionRef: 'stock-plan-1-0' } });
    expect(old?.lineId).toBeNull();
  });
});
