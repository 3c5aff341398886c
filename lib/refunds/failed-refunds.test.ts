import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAuditStore } from '#lib/db/audit-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import { clearOrders, testOffer } from '#lib/orders/test-fulfilment';
import { createMemoryProvider, type MemoryProvider } from '#lib/providers/memory/memory-provider';
import { createRefundWorld, type RefundFate, type RefundWorld } from '#lib/refunds/test-refunds';

let database: TestDatabase;
let wholesaler: MemoryProvider;
let world: RefundWorld;
let id: OrderId;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clearOrders(database);
  wholesaler = createMemoryProvider({ id: 'zendit', offers: [testOffer('zendit', 'offer-1')] });
  world = createRefundWorld(database, wholesaler);
  id = await world.deliver();
});

const script = (...fates: RefundFate[]) => world.refundBank.script.push(...fates);
const turn = async (ms = 0) => {
  world.later(ms);
  await world.advance(id);
  return world.readOrder(id);
};
const pause = async () => {
  const { nextActionAt } = await world.readOrder(id);
  return nextActionAt && nextActionAt.getTime() - world.clock.now.getTime();
};
const refund = async (position = 1) => (await world.refundsOf(id))[position - 1];
const asked = () =>
  world.refundBank.asked.map(({ key, attempt }) => `${key.replace(id, 'order')} ${attempt}`);
const bounce = () =>
  world.refundBank.made.map((made) =>
    Object.assign(made, { state: 'failed', failureReason: 'expired_or_canceled_card' }),
  );

describe('a refund that failed', () => {
  it.each<[string, RefundFate, string]>([
    ['because the bank did not take it', 'failed', 'failed'],
    ['because it was refused', { rejected: 'charge_disputed' }, 'charge_disputed'],
  ])('is asked for under another key: %s', async (_, fate, failure) => {
    script(fate);
    await world.press(id);
    expect(await turn()).toMatchObject({ payment: 'captured', refund: 'failed' });
    expect(await refund()).toMatchObject({ state: 'failed', failure, tries: 0 });
    expect(await pause()).toBe(MINUTE);
    expect(await turn(MINUTE)).toMatchObject({ payment: 'refunded', refund: 'succeeded' });
    expect(await refund()).toMatchObject({ tries: 1 });
    expect(asked()).toEqual(['rf-order-1_1 first', 'rf-order-1_2 first']);
  });

  it('fails after it had been pending, and then is another one at the bank', async () => {
    script('pending');
    await world.press(id);
    await turn();
    bounce();
    expect(await turn(HOUR)).toMatchObject({ refund: 'failed' });
    await turn(MINUTE);
    expect(await refund()).toMatchObject({ state: 'succeeded', refundRef: `re_pi_${id}_2` });
  });

  it('waits twice as long after each try, up to an hour, and after a day for a person', async () => {
    script(...Array<RefundFate>(40).fill('failed'));
    await world.press(id);
    await turn();
    const pauses: (number | undefined)[] = [];
    for (let next = await pause(); next !== undefined; next = await pause()) {
      pauses.push(next / MINUTE);
      await turn(next);
    }
    expect(pauses.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(await refund()).toMatchObject({ state: 'manual', failure: 'failed', tries: 28 });
    expect(await world.readOrder(id)).toMatchObject({ payment: 'captured', refund: 'manual' });
    expect(new Set(asked()).size).toBe(29);
    expect(world.alarms.filter((alarm) => alarm === 'A refund needs a person')).toHaveLength(1);
    expect((await world.mailsOf(id)).slice(1)).toEqual(['refund_delayed:order:1', 'refund_started:order:1']);
  });

  it('waits its own time, though its order has turns for another refund', async () => {
    id = await world.deliver(2);
    script('failed', 'down', 'failed', 'down');
    await world.press(id, 1);
    await world.press(id, 2);
    await turn();
    await turn(MINUTE);
    expect((await world.refundsOf(id)).map(({ state }) => state)).toEqual(['failed', 'requested']);
    expect(asked()).toHaveLength(4);
    script('down');
    await turn(MINUTE);
    expect(asked().slice(4)).toEqual(['rf-order-2_1 again']);
    await turn(MINUTE);
    expect(asked().slice(5)).toEqual(['rf-order-1_3 first', 'rf-order-2_1 again']);
    expect(await pause()).toBeUndefined();
  });
});

describe('a refund of a payment that is disputed meanwhile', () => {
  it('is left to a person at once, and nothing is asked for', async () => {
    await world.press(id);
    world.refundBank.world.dispute = { status: 'open', amountMinor: 990 };
    await world.track(id);
    expect(await turn()).toMatchObject({ payment: 'disputed', refund: 'manual' });
    expect(await pause()).toBeUndefined();
    expect(asked()).toEqual([]);
    expect((await world.mailsOf(id)).slice(1)).toEqual(['refund_delayed:order:1', 'refund_started:order:1']);
  });
});

describe('a refund that bounced after it had gone through', () => {
  it('is due again under another key, however late, and the payment goes back', async () => {
    await world.press(id);
    await turn();
    world.later(6 * DAY);
    bounce();
    expect(await world.track(id)).toEqual({ done: true, note: 'captured' });
    expect(await world.readOrder(id)).toMatchObject({ payment: 'captured', refund: 'due' });
    expect(await refund()).toMatchObject({ state: 'due', failure: 'expired_or_canceled_card', tries: 1 });
    expect(await refund()).not.toHaveProperty('settledAt');
    expect((await world.readOrder(id)).nextActionAt).toBeDefined();
    expect(await turn()).toMatchObject({ payment: 'refunded', refund: 'succeeded' });
    expect(asked()).toEqual(['rf-order-1_1 first', 'rf-order-1_2 first']);
    expect(await pause()).toBeUndefined();
  });

  it('is left to a person when it fails once more', async () => {
    await world.press(id);
    await turn();
    world.later(6 * DAY);
    bounce();
    await world.track(id);
    script('failed');
    expect(await turn()).toMatchObject({ payment: 'captured', refund: 'failed' });
    expect(await turn(2 * MINUTE)).toMatchObject({ refund: 'manual' });
    expect(await world.mailsOf(id)).toContain('refund_delayed:order:1');
  });

  it('is noted once, however often the event comes', async () => {
    await world.press(id);
    await turn();
    bounce();
    await Promise.all(Array.from({ length: 5 }, () => world.track(id)));
    expect((await world.eventsOf(id)).filter((kind) => kind === 'refund_bounced')).toHaveLength(1);
    expect(await refund()).toMatchObject({ state: 'due', tries: 1 });
  });
});

describe('giving the eSIM back to its wholesaler', () => {
  const line = async () => (await world.readOrder(id)).lines[0];

  it('is refused without a word to the refund of the customer', async () => {
    wholesaler.behaviour.refund = { kind: 'refused' };
    await world.press(id);
    expect(await turn()).toMatchObject({ payment: 'refunded', refund: 'succeeded' });
    expect(await line()).toMatchObject({ fulfilment: 'delivered', giveBack: 'refused' });
    expect(await line()).not.toHaveProperty('nextActionAt');
  });

  it('is done though the refund of the customer needs a person', async () => {
    wholesaler.behaviour.refund = { kind: 'done' };
    await world.press(id);
    world.refundBank.world.dispute = { status: 'open', amountMinor: 990 };
    await world.track(id);
    expect(await turn()).toMatchObject({ refund: 'manual' });
    expect(await line()).toMatchObject({ giveBack: 'done' });
  });

  it('goes on by itself while the refund of the customer is long done', async () => {
    await world.press(id);
    wholesaler.behaviour.reads = { kind: 'unavailable' };
    expect(await turn()).toMatchObject({ payment: 'refunded' });
    expect(await line()).toMatchObject({ giveBack: 'due' });
    wholesaler.behaviour.reads = undefined;
    wholesaler.behaviour.refund = { kind: 'done' };
    await turn(5 * MINUTE);
    expect(await line()).toMatchObject({ giveBack: 'done' });
  });

  it('ends where the wholesaler takes nothing back', async () => {
    wholesaler.capabilities.refund = false;
    await world.press(id);
    expect(await turn()).toMatchObject({ payment: 'refunded' });
    expect(await line()).toMatchObject({ giveBack: 'done' });
    expect(await createAuditStore(database.db).find('forgotten')).toEqual([]);
  });

  it('waits while the wholesaler is not configured', async () => {
    const { findProvider } = world.deps;
    world.deps.findProvider = () => undefined;
    await world.press(id);
    await turn();
    expect(await line()).toMatchObject({ giveBack: 'due', nextActionAt: expect.any(Date) });
    world.deps.findProvider = findProvider;
    wholesaler.behaviour.refund = { kind: 'done' };
    await turn(5 * MINUTE);
    expect(await line()).toMatchObject({ giveBack: 'done' });
  });
});
