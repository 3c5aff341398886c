import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRateLimits } from '#lib/db/rate-limits';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import { clearOrders, insertOpenOrder, insertPaidOrder, testOffer } from '#lib/orders/test-fulfilment';
import { createMemoryProvider, type MemoryProvider } from '#lib/providers/memory/memory-provider';
import { declareWithdrawal } from '#lib/refunds/declare-withdrawal';
import { followWithdrawal } from '#lib/refunds/follow-withdrawal';
import { createRefundWorld, type RefundWorld } from '#lib/refunds/test-refunds';

let database: TestDatabase;
let wholesaler: MemoryProvider;
let world: RefundWorld;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clearOrders(database);
  await database.db.rateLimit.deleteMany();
  wholesaler = createMemoryProvider({ id: 'zendit', offers: [testOffer('zendit', 'offer-1')] });
  world = createRefundWorld(database, wholesaler);
});

type Change = { number?: string; email?: string; clientKey?: string };

const declare = async (id: OrderId, change: Change = {}) => {
  const { number } = await world.readOrder(id);
  const { orders, clock } = world;
  return declareWithdrawal(
    { orders, limits: createRateLimits(database.db), now: () => clock.now },
    { number, email: 'ana@example.com', name: 'Ana', locale: 'de', clientKey: 'home', ...change },
  );
};
/** Declared, and followed in the order's next turn. */
const withdraw = async (id: OrderId) => {
  expect(await declare(id)).toEqual(received());
  const { log, completeOrder } = world.deps;
  const deps = { ...world.refundDeps, orders: world.orders, log, completeOrder };
  return followWithdrawal(deps, await world.readOrder(id));
};
const received = () => ({ kind: 'received', at: world.clock.now });
const HOUR = 3_600_000;
const inMinutes = (minutes: number) => new Date(world.clock.now.getTime() + minutes * 60_000);
/** The wholesaler hands over what it will; nobody has charged for it yet. */
const store = async (id: OrderId) => {
  const { completeOrder } = world.deps;
  world.deps.completeOrder = async () => undefined;
  await world.advance(id);
  world.later(1_000);
  await world.advance(id);
  world.deps.completeOrder = completeOrder;
};
const statesOf = async (id: OrderId) => (await world.readOrder(id)).lines.map((line) => line.fulfilment);
const withhold = (id: OrderId, ...lines: number[]) => {
  const { findPurchase } = wholesaler;
  wholesaler.findPurchase = async (sought) =>
    lines.some((line) => sought.key === `o-${id}-${line}-1`)
      ? { ok: true, value: { kind: 'pending' } }
      : findPurchase(sought);
};

describe('a withdrawal', () => {
  it.each([
    ['the number is of no order', { number: 'LF-ZZZZZZ' }],
    ['the number is none at all', { number: 'please' }],
    ['the address is another one', { email: 'bob@example.com' }],
  ])('is answered like any other, and changes nothing: %s', async (_, change) => {
    const id = await world.deliver();
    const events = await world.eventsOf(id);
    expect(await declare(id, change)).toEqual(received());
    expect(await world.eventsOf(id)).toEqual(events);
    expect(await world.refundsOf(id)).toEqual([]);
    expect(await database.db.mail.count({ where: { kind: 'withdrawal_received' } })).toBe(0);
  });

  it('gives back what was delivered, and is acknowledged by mail in its own language once a day', async () => {
    const id = await world.deliver();
    const first = received();
    await withdraw(id);
    world.later(60_000);
    expect(await declare(id, { email: ' Ana@Example.COM ' })).toEqual(received());
    expect(await world.refundsOf(id)).toMatchObject([{ lineId: `${id}-1`, reason: 'unused', state: 'due' }]);
    const mails = await database.db.mail.findMany({ where: { kind: 'withdrawal_received' } });
    expect(mails).toMatchObject([
      { to: 'ana@example.com', locale: 'de', data: { at: first.at.toISOString(), name: 'Ana' } },
    ]);
    world.later(86_400_000);
    await declare(id);
    expect(await database.db.mail.count({ where: { kind: 'withdrawal_received' } })).toBe(2);
  });

  it('is followed by the next turn of its order, and then closed', async () => {
    const id = await world.deliver();
    await declare(id);
    expect(await world.refundsOf(id)).toEqual([]);
    await world.advance(id);
    await world.advance(id);
    const order = await world.readOrder(id);
    expect(order).toMatchObject({ payment: 'refunded', refund: 'succeeded' });
    expect(order.withdrawalOpenSince).toBeUndefined();
    expect(order.nextActionAt).toBeUndefined();
    expect((await world.eventsOf(id)).filter((kind) => kind.startsWith('withdrawal'))).toEqual([
      'withdrawal_declared',
      'withdrawal_followed',
    ]);
  });

  it('cancels what has not arrived, and takes nothing', async () => {
    const id = await insertPaidOrder(world.orders, { quantity: 2 });
    withhold(id, 1, 2);
    await world.advance(id);
    expect(await withdraw(id)).toBeUndefined();
    expect(await world.readOrder(id)).toMatchObject({ payment: 'voided', refund: 'none' });
    expect(await statesOf(id)).toEqual(['cancelled', 'cancelled']);
    expect(world.bank.settled()).toMatchObject([{ state: 'voided', captured: 0 }]);
    expect(await world.refundsOf(id)).toEqual([]);
  });

  it('cancels the eSIMs that have not arrived, and gives back those that have', async () => {
    const id = await insertPaidOrder(world.orders, { quantity: 3 });
    withhold(id, 3);
    await world.advance(id);
    world.later(1_000);
    await world.advance(id);
    expect(await statesOf(id)).toEqual(['delivered', 'delivered', 'placed']);
    await withdraw(id);
    expect(await statesOf(id)).toEqual(['delivered', 'delivered', 'cancelled']);
    expect(world.bank.settled()).toMatchObject([{ state: 'captured', captured: 1980 }]);
    expect((await world.refundsOf(id)).map(({ lineId }) => lineId)).toEqual([`${id}-1`, `${id}-2`]);
    await world.advance(id);
    expect(await world.readOrder(id)).toMatchObject({ payment: 'refunded', refund: 'succeeded' });
  });

  it('gives back what was stored and is delivered by the withdrawal itself', async () => {
    const id = await insertPaidOrder(world.orders, { quantity: 2 });
    withhold(id, 2);
    await store(id);
    expect(await statesOf(id)).toEqual(['allocated', 'placed']);
    await withdraw(id);
    expect(await statesOf(id)).toEqual(['delivered', 'cancelled']);
    expect((await world.refundsOf(id)).map(({ lineId }) => lineId)).toEqual([`${id}-1`]);
  });

  it('waits for the charge of what arrived with it, and gives it back then', async () => {
    const id = await insertPaidOrder(world.orders, { at: world.clock.now });
    const { completeOrder } = world.deps;
    await store(id);
    world.deps.completeOrder = async () => undefined;
    expect(await withdraw(id)).toEqual(inMinutes(1));
    expect(world.alarms).toEqual([]);
    world.deps.completeOrder = completeOrder;
    await world.advance(id);
    expect(await world.refundsOf(id)).toHaveLength(1);
  });

  it('is tried again by itself, ever more seldom, while nobody can say what was used', async () => {
    const id = await world.deliver();
    wholesaler.behaviour.reads = { kind: 'unavailable' };
    expect(await withdraw(id)).toEqual(inMinutes(1));
    world.later(HOUR);
    await world.advance(id);
    expect((await world.readOrder(id)).nextActionAt).toEqual(inMinutes(30));
    expect(world.alarms).toEqual([]);
    expect(await world.refundsOf(id)).toEqual([]);
    wholesaler.behaviour.reads = undefined;
    world.later(HOUR / 2);
    await world.advance(id);
    expect(await world.refundsOf(id)).toHaveLength(1);
    expect((await world.readOrder(id)).withdrawalOpenSince).toBeUndefined();
  });

  it('that leaves nothing to give back calls a person once, eSIM by eSIM, and is closed', async () => {
    const id = await world.deliver(2);
    wholesaler.behaviour.usage = { state: 'depleted' };
    expect(await withdraw(id)).toBeUndefined();
    expect(world.alarms).toEqual(Array(2).fill('A withdrawal led to no refund'));
    expect((await world.eventsOf(id)).slice(-4)).toEqual([
      'withdrawal_declared',
      'withdrawal_refused',
      'withdrawal_refused',
      'withdrawal_followed',
    ]);
    expect((await world.readOrder(id)).withdrawalOpenSince).toBeUndefined();
  });

  it('of an order that was not paid for is acknowledged, and nothing else', async () => {
    const id = await insertOpenOrder(world.orders);
    await withdraw(id);
    expect(await world.eventsOf(id)).toEqual(['created', 'withdrawal_declared', 'withdrawal_followed']);
    expect((await world.mailsOf(id)).map((key) => key.slice(0, 25))).toEqual(['withdrawal_received:order']);
  });

  it('is counted by sender and by address, whether the order is theirs or not', async () => {
    const id = await world.deliver();
    const kinds: string[] = [];
    for (let round = 0; round < 6; round += 1)
      kinds.push((await declare(id, { email: 'bob@example.com', clientKey: `net-${round}` })).kind);
    expect(kinds).toEqual([...Array(5).fill('received'), 'too_many']);
    for (let round = 0; round < 8; round += 1)
      await declare(id, { email: `guess-${round}@example.com`, clientKey: 'one' });
    expect(await declare(id, { clientKey: 'one' })).toMatchObject({ kind: 'too_many' });
    expect(await world.refundsOf(id)).toEqual([]);
  });
});
