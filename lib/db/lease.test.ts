import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LeaseStore } from '#lib/db/lease';
import { createLineStore } from '#lib/db/line-store';
import { createOrderStore } from '#lib/db/order-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { parseOrderId, parseOrderLineId } from '#lib/domain/order';
import { clearOrders, insertPaidOrder, PAID_AT, requireValue } from '#lib/orders/test-fulfilment';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  // All connections are open before the first race: a cold one would come too late to take part.
  await Promise.all(Array.from({ length: 8 }, () => database.db.$queryRaw`SELECT 1 FROM pg_sleep(0.02)`));
});
afterAll(() => database.close());
beforeEach(() => clearOrders(database));

const MINUTE = 60_000;
const fromNow = (ms: number) => new Date(Date.now() + ms);

type RowChange = { nextActionAt?: Date | null; leaseUntil?: Date };
type Row = { nextActionAt: Date | null; leaseToken: string | null; failureCount: number };
type Rows = {
  store: LeaseStore;
  insert: (at?: Date) => Promise<string>;
  read: (id: string) => Promise<Row>;
  write: (id: string, data: RowChange) => Promise<unknown>;
  wake: (id: string) => Promise<void>;
  /** Reads the row as a turn does; answers how that turn ends. */
  beginTurn: (id: string) => Promise<(nextActionAt: Date) => Promise<void>>;
};

function openOrders(): Rows {
  const { db } = database;
  const orders = createOrderStore(db);
  const toId = (id: string) => requireValue(parseOrderId(id));
  return {
    store: orders,
    insert: (at) => insertPaidOrder(orders, at && { at }),
    read: (id) => db.order.findUniqueOrThrow({ where: { id } }),
    write: (id, data) => db.order.update({ where: { id }, data }),
    wake: (id) => orders.wake(toId(id)),
    beginTurn: async (id) => {
      const order = requireValue(await orders.readOrder(toId(id)));
      return (nextActionAt) => orders.postpone(order, nextActionAt);
    },
  };
}

function openLines(): Rows {
  const { db } = database;
  const lines = createLineStore(db);
  const toId = (id: string) => requireValue(parseOrderLineId(id));
  return {
    store: lines.leasesOf('zendit'),
    insert: async (at) => `${await openOrders().insert(at)}-1`,
    read: (id) => db.orderLine.findUniqueOrThrow({ where: { id } }),
    write: (id, data) => db.orderLine.update({ where: { id }, data }),
    wake: (id) => lines.wakeLine(toId(id)),
    beginTurn: async (id) => {
      const line = requireValue(await lines.readLine(toId(id)));
      return (nextActionAt) => lines.postponeLine(line, nextActionAt);
    },
  };
}

describe.each([
  ['orders', openOrders],
  ['lines', openLines],
])('leasing %s', (_, open) => {
  let rows: Rows;
  beforeEach(() => {
    rows = open();
  });
  const lease = async () => requireValue((await rows.store.leaseDue(1, MINUTE))[0]);

  it('gives each that is due to one of eight workers that ask at once', async () => {
    const ids = [await rows.insert(), await rows.insert(), await rows.insert()];
    const leases = await Promise.all(Array.from({ length: 8 }, () => rows.store.leaseDue(2, MINUTE)));
    const leased = leases.flat().map(({ id }) => id);
    expect(leased.toSorted()).toEqual(ids.toSorted());
  });

  it('gives no more than asked for, the longest due first', async () => {
    const later = await rows.insert(new Date('2025-11-22T12:05:00Z'));
    const sooner = await rows.insert(new Date('2025-11-22T12:01:00Z'));
    await rows.write(later, { nextActionAt: fromNow(-1 * MINUTE) });
    await rows.write(sooner, { nextActionAt: fromNow(-2 * MINUTE) });
    expect((await rows.store.leaseDue(1, MINUTE)).map(({ id }) => id)).toEqual([sooner]);
  });

  it('leaves alone what is not due, and what is closed', async () => {
    const [future, closed] = [await rows.insert(), await rows.insert()];
    await rows.write(future, { nextActionAt: fromNow(MINUTE) });
    await rows.write(closed, { nextActionAt: null });
    expect(await rows.store.leaseDue(8, MINUTE)).toEqual([]);
  });

  it('gives one on when its lease has run out, and lets the late worker close nothing', async () => {
    const id = await rows.insert();
    const lost = await lease();
    expect(await rows.store.leaseDue(1, MINUTE)).toEqual([]);
    await rows.write(id, { leaseUntil: fromNow(-1_000) });
    const held = await lease();
    await rows.store.finishLease(lost, 'worked');
    expect(await rows.read(id)).toMatchObject({ leaseToken: held.leaseToken });
    await rows.store.finishLease(held, 'worked');
    expect(await rows.read(id)).toMatchObject({ leaseToken: null, leaseUntil: null });
  });

  it('delays one that failed by a pause that doubles, and forgets the failures with a success', async () => {
    const id = await rows.insert();
    const pauses: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await rows.write(id, { nextActionAt: fromNow(-1_000) });
      const held = await lease();
      const before = Date.now();
      await rows.store.finishLease(held, 'failed');
      const { nextActionAt } = await rows.read(id);
      pauses.push(Math.floor((requireValue(nextActionAt ?? undefined).getTime() - before) / 1_000));
    }
    expect(pauses.map((pause) => 2 ** Math.floor(Math.log2(pause)))).toEqual([1, 2, 4, 8]);
    await rows.write(id, { nextActionAt: fromNow(-1_000) });
    await rows.store.finishLease(await lease(), 'worked');
    expect(await rows.read(id)).toMatchObject({ failureCount: 0 });
  });

  it('does not open one again that is closed when its last turn failed', async () => {
    const id = await rows.insert();
    const held = await lease();
    await rows.write(id, { nextActionAt: null });
    await rows.store.finishLease(held, 'failed');
    expect(await rows.read(id)).toMatchObject({ nextActionAt: null, failureCount: 1 });
  });

  it('wakes one that waits, postpones none that is due, and opens none that is closed', async () => {
    const [waits, due, closed] = [await rows.insert(), await rows.insert(), await rows.insert()];
    await rows.write(waits, { nextActionAt: fromNow(60 * MINUTE) });
    await rows.write(due, { nextActionAt: PAID_AT });
    await rows.write(closed, { nextActionAt: null });
    for (const id of [waits, due, closed]) await rows.wake(id);
    expect(requireValue((await rows.read(waits)).nextActionAt ?? undefined).getTime()).toBeLessThan(
      Date.now() + MINUTE,
    );
    expect(await rows.read(due)).toMatchObject({ nextActionAt: PAID_AT });
    expect(await rows.read(closed)).toMatchObject({ nextActionAt: null });
  });

  it('ends a turn with a later one, but keeps a wake that came meanwhile', async () => {
    const id = await rows.insert();
    const [first, second] = [fromNow(60 * MINUTE), fromNow(120 * MINUTE)];
    await (await rows.beginTurn(id))(first);
    expect(await rows.read(id)).toMatchObject({ nextActionAt: first });
    const endTurn = await rows.beginTurn(id);
    await rows.wake(id);
    const woken = await rows.read(id);
    await endTurn(second);
    expect((await rows.read(id)).nextActionAt).toEqual(woken.nextActionAt);
    expect(woken.nextActionAt).not.toEqual(first);
  });

  it('keeps a wake that came while the turn was under way', async () => {
    const id = await rows.insert();
    const due = fromNow(-1_000);
    await rows.write(id, { nextActionAt: due });
    await lease();
    const endTurn = await rows.beginTurn(id);
    await rows.wake(id);
    await endTurn(fromNow(60 * MINUTE));
    const { nextActionAt } = await rows.read(id);
    expect(nextActionAt).not.toEqual(due);
    expect(requireValue(nextActionAt ?? undefined).getTime()).toBeLessThan(Date.now() + MINUTE);
  });

  it('does not open one again that was closed during the turn', async () => {
    const id = await rows.insert();
    const endTurn = await rows.beginTurn(id);
    await rows.write(id, { nextActionAt: null });
    await endTurn(fromNow(MINUTE));
    expect(await rows.read(id)).toMatchObject({ nextActionAt: null });
  });
});
