import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { err, ok } from '#lib/domain/result';
import { createSharedStock } from '#lib/orders/shared-stock';
import { clearOrders, createFulfilmentWorld, insertPaidOrder, PAID_AT } from '#lib/orders/test-fulfilment';
import { createWarehouse } from '#lib/orders/test-warehouse';
import type { EsimProvider, StockItem } from '#lib/providers/port';

const item = (number: number): StockItem => ({
  ...{ subscriptionRef: `subscription-${number}`, esimRef: `esim-${number}` },
  ...{ offerId: 'plan-1', state: 'not_started' },
});

/** An account whose list grows by one each time it is asked for, with a clock that is moved by hand. */
function openAccount(id: 'zim' | 'zendit' = 'zim') {
  const clock = { now: PAID_AT };
  const calls = { count: 0, isDown: false };
  const provider: Pick<EsimProvider, 'id' | 'listStock'> = {
    id,
    listStock: async () => {
      calls.count += 1;
      return calls.isDown ? err({ kind: 'unavailable' }) : ok([item(calls.count)]);
    },
  };
  const later = (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms);
  };
  return { ...{ clock, calls, provider, later }, readStock: createSharedStock(() => clock.now, 1_000) };
}

describe('a list of the account', () => {
  it('is asked for once by ten that wait at the same time', async () => {
    const { readStock, provider, calls } = openAccount();
    const lists = await Promise.all(Array.from({ length: 10 }, () => readStock(provider)));
    expect(lists).toEqual(Array(10).fill({ asOf: PAID_AT, listed: ok([item(1)]) }));
    expect(calls.count).toBe(1);
  });

  it('serves those who come within a second, and says since when it holds', async () => {
    const { readStock, provider, later } = openAccount();
    await readStock(provider);
    later(999);
    expect(await readStock(provider)).toEqual({ asOf: PAID_AT, listed: ok([item(1)]) });
    later(1);
    const asOf = new Date('2025-11-22T12:00:01Z');
    expect(await readStock(provider)).toEqual({ asOf, listed: ok([item(2)]) });
  });

  it('is of the moment when it was asked for, not when it came', async () => {
    const { readStock, provider, later } = openAccount();
    const { listStock } = provider;
    provider.listStock = () => {
      later(700);
      return listStock();
    };
    expect(await readStock(provider)).toMatchObject({ asOf: PAID_AT });
  });

  it('that failed is shared too, and asked for again after a second', async () => {
    const { readStock, provider, calls, later } = openAccount();
    calls.isDown = true;
    const down = { asOf: PAID_AT, listed: err({ kind: 'unavailable' }) };
    expect(await Promise.all([readStock(provider), readStock(provider)])).toEqual([down, down]);
    expect(calls.count).toBe(1);
    calls.isDown = false;
    later(1_000);
    expect(await readStock(provider)).toMatchObject({ listed: { ok: true } });
  });

  it('is of one wholesaler', async () => {
    const { readStock, provider, calls } = openAccount();
    await Promise.all([readStock(provider), readStock({ ...provider, id: 'zendit' })]);
    expect(calls.count).toBe(2);
  });
});

describe('ten lines that wait for the same plan', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await startTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(() => clearOrders(database));

  it('get ten different eSIMs from lists that they share', async () => {
    const warehouse = createWarehouse(['plan-1'], () => world.clock.now);
    const { listStock } = warehouse.provider;
    let lists = 0;
    warehouse.provider.listStock = () => {
      lists += 1;
      return listStock();
    };
    const world = createFulfilmentWorld(database, warehouse.provider);
    world.deps.readStock = createSharedStock(() => world.clock.now, 1_000);
    const id = await insertPaidOrder(world.orders, { provider: 'zim', offerId: 'plan-1', quantity: 10 });
    await world.advance(id);
    world.later(2_000);
    await world.advance(id);
    expect(await world.readOrder(id)).toMatchObject({ payment: 'captured', capturedMinor: 9_900 });
    expect(lists).toBe(2);
    expect(warehouse.bought()).toBe(10);
    expect(new Set((await world.esims.listOf(id)).map(({ subscriptionRef }) => subscriptionRef)).size).toBe(
      10,
    );
  });
});
