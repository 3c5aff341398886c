import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEsimStore, type EsimStore } from '#lib/db/esim-store';
import { createLineStore, type LineStore } from '#lib/db/line-store';
import { createOrderStore, type OrderStore } from '#lib/db/order-store';
import { createPoolStore } from '#lib/db/pool-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { Profile } from '#lib/domain/esim';
import { type OrderId, type OrderLine, toOrderLineId } from '#lib/domain/order';
import { WINDOWS } from '#lib/orders/pool';
import {
  clearOrders,
  insertOpenOrder,
  insertPaidOrder,
  PAID_AT,
  readLineOf,
  requireValue,
  testPlan,
  testProfile,
  testVault,
} from '#lib/orders/test-fulfilment';

let database: TestDatabase;
let orders: OrderStore;
let lines: LineStore;
let esims: EsimStore;

beforeAll(async () => {
  database = await startTestDatabase();
  orders = createOrderStore(database.db);
  lines = createLineStore(database.db);
  esims = createEsimStore(database.db, testVault);
  // All connections are open before the first race: a cold one would come too late to take part.
  await Promise.all(Array.from({ length: 8 }, () => database.db.$queryRaw`SELECT 1 FROM pg_sleep(0.02)`));
});
afterAll(() => database.close());
beforeEach(() => clearOrders(database));

const MINUTE = 60_000;
const paidLine = async () => readLineOf(orders, await insertPaidOrder(orders));
const allocate = (line: OrderLine, profile: Profile) =>
  esims.allocate({ line, provider: 'zendit', offerId: 'offer-1', profile, now: PAID_AT });
const countEvents = (kind: string) => database.db.orderEvent.count({ where: { kind } });
const statesOf = async (id: OrderId) =>
  requireValue(await orders.readOrder(id)).lines.map(({ line, slot, fulfilment }) => ({
    line,
    slot,
    fulfilment,
  }));

describe('leasing the lines of a wholesaler', () => {
  it('leaves those of the other alone', async () => {
    const id = await insertPaidOrder(orders, { provider: 'zim' });
    expect(await lines.leasesOf('zendit').leaseDue(8, MINUTE)).toEqual([]);
    expect(await lines.leasesOf('zim').leaseDue(8, MINUTE)).toMatchObject([{ id: `${id}-1` }]);
  });
});

describe('moving a line', () => {
  it('lets one of twenty movers win, with one event and one mail', async () => {
    const line = await paidLine();
    const { id, orderId } = line;
    const moved = await Promise.all(
      Array.from({ length: 20 }, () =>
        lines.moveLine(line, {
          from: { payment: ['authorised'], fulfilment: ['queued'] },
          set: { fulfilment: 'sending', attempts: { increment: 1 } },
          event: { kind: 'raced' },
          mail: { dedupeKey: `raced:${id}`, kind: 'raced', to: 'ana@example.com', locale: 'en', data: {} },
        }),
      ),
    );
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect(await countEvents('raced')).toBe(1);
    expect(await database.db.mail.count({ where: { orderId } })).toBe(1);
    expect(await lines.readLine(id)).toMatchObject({ fulfilment: 'sending', attempts: 1 });
  });

  it('throws for a move that no line may make, and writes nothing', async () => {
    const line = await paidLine();
    const illegal = lines.moveLine(line, {
      from: { fulfilment: ['queued'] },
      set: { fulfilment: 'delivered' },
      event: { kind: 'illegal' },
    });
    await expect(illegal).rejects.toThrow('fulfilment queued → delivered');
    expect(await countEvents('illegal')).toBe(0);
  });

  it('answers undefined when its order is not paid for', async () => {
    const line = await readLineOf(orders, await insertOpenOrder(orders));
    const late = await lines.moveLine(line, {
      from: { payment: ['authorised'] },
      set: { fulfilment: 'sending' },
      event: { kind: 'late' },
    });
    expect(late).toBeUndefined();
    expect(await countEvents('late')).toBe(0);
  });

  it('sends a mail of the same key once over several moves', async () => {
    const line = await paidLine();
    const mail = { dedupeKey: 'once', kind: 'once', to: 'ana@example.com', locale: 'en', data: {} };
    for (const fulfilment of ['held', 'queued', 'held'] as const)
      await lines.moveLine(line, { from: {}, set: { fulfilment }, event: { kind: 'moved' }, mail });
    expect(await database.db.mail.count({ where: { dedupeKey: 'once' } })).toBe(1);
  });

  it('leaves the other lines of its order, and wakes the order only when told', async () => {
    const id = await insertPaidOrder(orders, { quantity: 2 });
    const later = new Date(Date.now() + 60 * MINUTE);
    await orders.move(id, { from: {}, set: { nextActionAt: later }, event: { kind: 'waits' } });
    const line = await readLineOf(orders, id);
    const move = { from: {}, set: { fulfilment: 'cancelled' }, event: { kind: 'given_up' } } as const;
    await lines.moveLine(line, { ...move, set: { fulfilment: 'held' } });
    expect(await orders.readOrder(id)).toMatchObject({ nextActionAt: later });
    await lines.moveLine(line, { ...move, wakes: 'order' });
    const { nextActionAt } = requireValue(await orders.readOrder(id));
    expect(requireValue(nextActionAt).getTime()).toBeLessThan(Date.now() + MINUTE);
    expect(await statesOf(id)).toEqual([
      { line: 1, slot: 1, fulfilment: 'cancelled' },
      { line: 2, slot: 2, fulfilment: 'queued' },
    ]);
  });
});

describe('a worker that has lost the lease of its line', () => {
  let late: OrderLine;
  let heir: OrderLine;

  beforeEach(async () => {
    const { id } = await paidLine();
    const take = async () => {
      const [lease] = await lines.leasesOf('zendit').leaseDue(1, MINUTE);
      return requireValue(await lines.readLeased(requireValue(lease)));
    };
    late = await take();
    await database.db.orderLine.update({ where: { id }, data: { leaseUntil: PAID_AT } });
    heir = await take();
  });

  it('reads it no longer', async () => {
    const { id, leaseToken } = late;
    expect(await lines.readLeased({ id, leaseToken: requireValue(leaseToken) })).toBeUndefined();
  });

  it('cannot move it, while the one who holds it can', async () => {
    const move = {
      from: { payment: ['authorised'], fulfilment: ['queued'] },
      set: { fulfilment: 'sending', attempts: { increment: 1 } },
      wakes: 'order',
      event: { kind: 'purchase_sending' },
      mail: { dedupeKey: 'm', kind: 'm', to: 'ana@example.com', locale: 'en', data: {} },
    } as const;
    expect(await lines.moveLine(late, move)).toBeUndefined();
    expect(await lines.readLine(late.id)).toMatchObject({ fulfilment: 'queued', attempts: 0 });
    expect(await countEvents('purchase_sending')).toBe(0);
    expect(await database.db.mail.count()).toBe(0);
    expect(await lines.moveLine(heir, move)).toMatchObject({ fulfilment: 'sending', attempts: 1 });
  });

  it('cannot store an eSIM on it', async () => {
    expect(await allocate(late, testProfile(1))).toBe('not_waiting');
    expect(await esims.listOf(late.orderId)).toEqual([]);
    expect(await allocate(heir, testProfile(2))).toBe('allocated');
  });

  it('cannot open a purchase for it', async () => {
    const open = (line: OrderLine) =>
      createPoolStore(database.db).openAttempt({
        ...{ provider: 'zendit', offerId: 'offer-1', line, asOf: PAID_AT, now: PAID_AT },
        windows: WINDOWS,
        decide: () => ({ kind: 'buy' }),
      });
    expect(await open(late)).toBe('stale');
    expect(await database.db.purchaseAttempt.count()).toBe(0);
    expect(await lines.readLine(late.id)).toMatchObject({ fulfilment: 'queued', attempts: 0 });
    expect(await open(heir)).toMatchObject({ decision: { kind: 'buy' } });
    expect(await database.db.purchaseAttempt.count()).toBe(1);
  });

  it('cannot give it up for a substitute', async () => {
    const substitute = { plan: testPlan('zim', 'plan-9'), from: ['queued'], now: PAID_AT } as const;
    expect(await lines.replaceLine(late, substitute)).toBeUndefined();
    expect(await statesOf(late.orderId)).toEqual([{ line: 1, slot: 1, fulfilment: 'queued' }]);
  });
});

describe('counting look-ups that did not find the purchase', () => {
  const NEXT = new Date('2026-11-22T12:00:10Z');
  /** A line in its turn, as its worker has read it. */
  const inTurn = async () => {
    const { id } = await paidLine();
    const [lease] = await lines.leasesOf('zendit').leaseDue(1, MINUTE);
    const seen = requireValue(await lines.readLeased(requireValue(lease)));
    return { id, seen, read: async () => requireValue(await lines.readLine(id)) };
  };

  it('counts up to the one that found it, and ends each turn', async () => {
    const { seen, read } = await inTurn();
    expect(await lines.countNotFound(seen, 'not_found', NEXT)).toBe(1);
    expect(await read()).toMatchObject({ notFoundCount: 1, nextActionAt: NEXT });
    expect(await lines.countNotFound(await read(), 'not_found', NEXT)).toBe(2);
    expect(await lines.countNotFound(await read(), 'found', NEXT)).toBe(0);
    expect(await read()).toMatchObject({ notFoundCount: 0 });
  });

  it('leaves a line its turn that a webhook woke during the look-up', async () => {
    const { id, seen, read } = await inTurn();
    await lines.wakeLine(id);
    const woken = await read();
    expect(woken.nextActionAt).not.toEqual(seen.nextActionAt);
    expect(await lines.countNotFound(seen, 'not_found', NEXT)).toBe(0);
    expect(await read()).toMatchObject({ notFoundCount: 0, nextActionAt: woken.nextActionAt });
  });

  it('does not write on a line that another worker holds by now', async () => {
    const { id, seen, read } = await inTurn();
    await database.db.orderLine.update({ where: { id }, data: { leaseToken: 'another' } });
    expect(await lines.countNotFound(seen, 'not_found', NEXT)).toBe(0);
    expect(await read()).toMatchObject({ notFoundCount: 0, nextActionAt: seen.nextActionAt });
  });
});

describe('giving a line up for a substitute', () => {
  const substitute = { plan: testPlan('zim', 'plan-9'), from: ['queued', 'held'], now: PAID_AT } as const;

  it('cancels it and queues the substitute in its slot, once', async () => {
    const id = await insertPaidOrder(orders, { quantity: 2 });
    const line = await readLineOf(orders, id);
    const answers = await Promise.all([
      lines.replaceLine(line, substitute),
      lines.replaceLine(line, substitute),
    ]);
    expect(answers.filter(Boolean)).toEqual([`${id}-3`]);
    expect(await lines.replaceLine(line, substitute)).toBeUndefined();
    expect(await statesOf(id)).toEqual([
      { line: 1, slot: 1, fulfilment: 'cancelled' },
      { line: 2, slot: 2, fulfilment: 'queued' },
      { line: 3, slot: 1, fulfilment: 'queued' },
    ]);
    expect(await countEvents('line_replaced')).toBe(1);
    expect(await lines.readLine(line.id)).toMatchObject({ cancelledAt: PAID_AT, nextActionAt: PAID_AT });
    expect(await lines.readLine(toOrderLineId(id, 3))).toMatchObject({
      plan: substitute.plan,
      purchaseKey: `o-${id}-3-1`,
      nextActionAt: PAID_AT,
      attempts: 0,
    });
  });

  it('comes too late once the eSIM is stored', async () => {
    const line = await paidLine();
    await allocate(line, testProfile(1));
    expect(await lines.replaceLine(line, substitute)).toBeUndefined();
    expect(await statesOf(line.orderId)).toEqual([{ line: 1, slot: 1, fulfilment: 'allocated' }]);
  });

  it('can be repeated with the substitute, but two live lines never share a slot', async () => {
    const line = await paidLine();
    const second = requireValue(await lines.replaceLine(line, substitute));
    const third = await lines.replaceLine(requireValue(await lines.readLine(second)), substitute);
    expect(third).toBe(`${line.orderId}-3`);
    const revive = database.db.orderLine.update({ where: { id: second }, data: { fulfilment: 'queued' } });
    await expect(revive).rejects.toThrow('Unique constraint failed');
  });
});

describe('storing an eSIM', () => {
  it('moves its line with it, and keeps the code sealed in the row', async () => {
    const line = await paidLine();
    expect(await allocate(line, testProfile(1))).toBe('allocated');
    expect(await lines.readLine(line.id)).toMatchObject({ fulfilment: 'allocated', allocatedAt: PAID_AT });
    const rows = await database.db.$queryRaw<{ row: string }[]>`SELECT "Esim"::text AS row FROM "Esim"`;
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).toContain('v1:k1:');
    expect(rows[0]?.row).not.toMatch(/K2-SECRET|rsp\.example/);
    const [esim] = await esims.listOf(line.orderId);
    expect(await esims.readActivationCode(requireValue(esim).id)).toEqual(testProfile(1).activationCode);
  });

  it('writes nothing for a line that no longer waits', async () => {
    const line = await readLineOf(orders, await insertOpenOrder(orders));
    expect(await allocate(line, testProfile(1))).toBe('not_waiting');
    expect(await esims.listOf(line.orderId)).toEqual([]);
  });

  it('stores one eSIM when the same answer is worked at twice', async () => {
    const line = await paidLine();
    const results = await Promise.all([allocate(line, testProfile(1)), allocate(line, testProfile(1))]);
    expect(results.toSorted()).toEqual(['allocated', 'not_waiting']);
    expect(await esims.listOf(line.orderId)).toHaveLength(1);
  });

  it.each([
    ['as it is', testProfile(1)],
    ['under another plan', { ...testProfile(1), subscriptionRef: 'subscription-2' }],
    ['with the code alone', { ...testProfile(2), activationCode: testProfile(1).activationCode }],
  ])('never gives two lines the same eSIM: %s', async (_, second) => {
    const one = requireValue(await orders.readOrder(await insertPaidOrder(orders, { quantity: 2 })));
    for (const other of [requireValue(one.lines[1]), await paidLine()]) {
      await allocate(requireValue(one.lines[0]), testProfile(1));
      expect(await allocate(other, second)).toBe('taken');
      expect(await lines.readLine(other.id)).toMatchObject({ fulfilment: 'queued' });
    }
    expect((await database.db.esim.findMany()).map(({ lineId }) => lineId)).toEqual([`${one.id}-1`]);
  });

  it('gives one of two lines an eSIM that both are given at once', async () => {
    const both = [await paidLine(), await paidLine()];
    const results = await Promise.all(both.map((line) => allocate(line, testProfile(1))));
    expect(results.toSorted()).toEqual(['allocated', 'taken']);
  });
});
