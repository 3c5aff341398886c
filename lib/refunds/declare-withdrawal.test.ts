import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRateLimits } from '#lib/db/rate-limits';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import { clearOrders, insertOpenOrder, insertPaidOrder, testOffer } from '#lib/orders/test-fulfilment';
import { createMemoryProvider, type MemoryProvider } from '#lib/providers/memory/memory-provider';
import { declareWithdrawal } from '#lib/refunds/declare-withdrawal';
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

const declare = async (id: OrderId, change: { number?: string; email?: string; clientKey?: string } = {}) => {
  const { number } = await world.readOrder(id);
  const { orders, deps, refundDeps } = world;
  const { completeOrder, log } = deps;
  const limits = createRateLimits(database.db);
  return declareWithdrawal(
    { ...refundDeps, orders, limits, completeOrder, log },
    { number, email: 'ana@example.com', name: 'Ana', locale: 'de', clientKey: 'home', ...change },
  );
};
const received = () => ({ kind: 'received', at: world.clock.now });
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

  it('gives back what was delivered, and is acknowledged once by mail in its own language', async () => {
    const id = await world.deliver();
    const first = received();
    expect(await declare(id, { email: ' Ana@Example.COM ' })).toEqual(first);
    world.later(60_000);
    expect(await declare(id)).toEqual(received());
    expect(await world.refundsOf(id)).toMatchObject([{ lineId: `${id}-1`, reason: 'unused', state: 'due' }]);
    const mails = await database.db.mail.findMany({ where: { kind: 'withdrawal_received' } });
    expect(mails).toMatchObject([
      { to: 'ana@example.com', locale: 'de', data: { at: first.at.toISOString(), name: 'Ana' } },
    ]);
  });

  it('cancels what has not arrived, and takes nothing', async () => {
    const id = await insertPaidOrder(world.orders, { quantity: 2 });
    withhold(id, 1, 2);
    await world.advance(id);
    expect(await declare(id)).toEqual(received());
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
    expect(await declare(id)).toEqual(received());
    expect(await statesOf(id)).toEqual(['delivered', 'delivered', 'cancelled']);
    expect(world.bank.settled()).toMatchObject([{ state: 'captured', captured: 1980 }]);
    expect((await world.refundsOf(id)).map(({ lineId }) => lineId)).toEqual([`${id}-1`, `${id}-2`]);
    await world.advance(id);
    expect(await world.readOrder(id)).toMatchObject({ payment: 'refunded', refund: 'succeeded' });
  });

  it('gives back what was stored and is delivered by the withdrawal itself', async () => {
    const id = await insertPaidOrder(world.orders, { quantity: 2 });
    withhold(id, 2);
    const { completeOrder } = world.deps;
    world.deps.completeOrder = async () => undefined;
    await world.advance(id);
    world.later(1_000);
    await world.advance(id);
    world.deps.completeOrder = completeOrder;
    expect(await statesOf(id)).toEqual(['allocated', 'placed']);
    await declare(id);
    expect(await statesOf(id)).toEqual(['delivered', 'cancelled']);
    expect((await world.refundsOf(id)).map(({ lineId }) => lineId)).toEqual([`${id}-1`]);
  });

  it('is not called refused while what arrived with it cannot be charged yet', async () => {
    const id = await insertPaidOrder(world.orders, { at: world.clock.now });
    const { completeOrder } = world.deps;
    world.deps.completeOrder = async () => undefined;
    await world.advance(id);
    world.later(1_000);
    await world.advance(id);
    await declare(id);
    expect((await world.eventsOf(id)).at(-1)).toBe('withdrawal_unanswered');
    world.deps.completeOrder = completeOrder;
    await world.advance(id);
    await declare(id);
    expect(await world.refundsOf(id)).toHaveLength(1);
  });

  it('that cannot be followed now is an alarm and in the order, and is followed when it is declared again', async () => {
    const id = await world.deliver();
    wholesaler.behaviour.reads = { kind: 'unavailable' };
    expect(await declare(id)).toEqual(received());
    expect(world.alarms).toEqual(['A withdrawal led to no refund']);
    expect((await world.eventsOf(id)).at(-1)).toBe('withdrawal_unanswered');
    expect(await world.refundsOf(id)).toEqual([]);
    wholesaler.behaviour.reads = undefined;
    await declare(id);
    expect(await world.refundsOf(id)).toHaveLength(1);
  });

  it('of an order that was not paid for is acknowledged, and nothing else', async () => {
    const id = await insertOpenOrder(world.orders);
    expect(await declare(id)).toEqual(received());
    expect(await world.eventsOf(id)).toEqual(['created', 'withdrawal_declared']);
    expect(await world.mailsOf(id)).toEqual(['withdrawal_received:order']);
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
