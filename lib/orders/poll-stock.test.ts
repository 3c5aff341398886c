import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPoolStore } from '#lib/db/pool-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { err, ok } from '#lib/domain/result';
import { createStockPoll } from '#lib/orders/poll-stock';
import { clearOrders, createFulfilmentWorld, insertPaidOrder, PAID_AT } from '#lib/orders/test-fulfilment';
import { quietLog } from '#lib/orders/test-payments';
import { createWarehouse } from '#lib/orders/test-warehouse';
import type { EsimProvider, StockItem } from '#lib/providers/port';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => clearOrders(database));

const item = (number: number): StockItem => ({
  ...{ subscriptionRef: `subscription-${number}`, esimRef: `esim-${number}` },
  ...{ offerId: 'plan-1', state: 'not_started' },
});

/** An account that answers when it is let, with a clock that is moved by hand. */
function openAccount() {
  const clock = { now: PAID_AT };
  const calls = { count: 0, isDown: false, gate: Promise.resolve() };
  const provider: Pick<EsimProvider, 'id' | 'listStock'> = {
    id: 'zim',
    listStock: async () => {
      calls.count += 1;
      await calls.gate;
      return calls.isDown ? err({ kind: 'unavailable' }) : ok([item(calls.count)]);
    },
  };
  const later = (ms: number) => {
    clock.now = new Date(clock.now.getTime() + ms);
  };
  const pool = createPoolStore(database.db);
  /** Each process has one. */
  const openProcess = () => {
    const poll = createStockPoll({ pool, now: () => clock.now, log: quietLog }, 1_000);
    return () => poll(provider);
  };
  return { ...{ clock, calls, later }, pool, openProcess, poll: openProcess() };
}

const polled = (asOf = PAID_AT) => ({ kind: 'polled', asOf });
const afterOne = new Date(PAID_AT.getTime() + 1_000);

describe('a list of the account', () => {
  it('is asked for once by ten that wait at the same time, and is in the pool then', async () => {
    const { poll, calls } = openAccount();
    const polls = await Promise.all(Array.from({ length: 10 }, () => poll()));
    expect(polls).toEqual(Array(10).fill(polled()));
    expect(calls.count).toBe(1);
    expect(await database.db.poolItem.count()).toBe(1);
  });

  it('serves those who come within a second, in this process and in others', async () => {
    const { openProcess, poll, calls, later } = openAccount();
    await poll();
    later(999);
    expect([await poll(), await openProcess()()]).toEqual([polled(), polled()]);
    expect(calls.count).toBe(1);
    later(1);
    expect(await openProcess()()).toEqual(polled(afterOne));
    expect(calls.count).toBe(2);
  });

  it('is read by one process at a time', async () => {
    const { openProcess, calls } = openAccount();
    const gate = Promise.withResolvers<void>();
    calls.gate = gate.promise;
    const first = openProcess()();
    await expect.poll(() => calls.count).toBe(1);
    expect(await openProcess()()).toEqual({ kind: 'busy' });
    gate.resolve();
    expect(await first).toEqual(polled());
    expect(calls.count).toBe(1);
  });

  it('is read by another when the process that began it died', async () => {
    const { pool, poll } = openAccount();
    await pool.leasePoll('zim', { asOf: PAID_AT, youngMs: 1_000, leaseMs: 60_000 });
    expect(await poll()).toEqual({ kind: 'busy' });
    await database.db.$executeRaw`UPDATE "PoolPoll" SET "leaseUntil" = now() - interval '1 second'`;
    expect(await openAccount().poll()).toEqual(polled());
  });

  it('is of the moment when it was asked for, not when it came', async () => {
    const { poll, calls, later } = openAccount();
    calls.gate = Promise.resolve().then(() => later(700));
    expect(await poll()).toEqual(polled());
  });

  it('that failed is shared too, and asked for again after a second', async () => {
    const { poll, calls, later } = openAccount();
    calls.isDown = true;
    expect(await Promise.all([poll(), poll()])).toEqual([{ kind: 'unavailable' }, { kind: 'unavailable' }]);
    expect(calls.count).toBe(1);
    calls.isDown = false;
    later(1_000);
    expect(await poll()).toEqual(polled(afterOne));
  });

  it('that seems to come from the future is no list: some clock was wrong', async () => {
    const { openProcess, calls, later } = openAccount();
    later(3_600_000);
    await openProcess()();
    later(-3_600_000);
    expect(await openProcess()()).toEqual(polled());
    expect(calls.count).toBe(2);
  });
});

describe('ten lines that wait for the same plan', () => {
  it('get ten different eSIMs from lists that they share', async () => {
    const warehouse = createWarehouse(['plan-1'], () => world.clock.now);
    const { listStock } = warehouse.provider;
    let lists = 0;
    warehouse.provider.listStock = () => {
      lists += 1;
      return listStock();
    };
    const world = createFulfilmentWorld(database, warehouse.provider);
    const pool = createPoolStore(database.db);
    world.deps.pollStock = createStockPoll({ pool, now: () => world.clock.now, log: quietLog }, 1_000);
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
