import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
/** How long the order has until its next turn. */
const pause = async () => {
  const { nextActionAt } = await world.readOrder(id);
  return nextActionAt && nextActionAt.getTime() - world.clock.now.getTime();
};
const refund = async (position = 1) => (await world.refundsOf(id))[position - 1];
const asked = () =>
  world.refundBank.asked.map(({ key, attempt }) => `${key.replace(id, 'order')} ${attempt}`);
/** The process dies in the middle of the turn: what it had written down stays. */
const dieDuring = async (step: 'refund' | 'readPayment') => {
  const { payments } = world.refundBank;
  const die = () => Promise.reject(new Error('the process died'));
  const before = { ...payments };
  Object.assign(payments, { [step]: die });
  await expect(world.advance(id)).rejects.toThrow('the process died');
  Object.assign(payments, before);
};

describe('a refund', () => {
  it('is asked for, noted and told, and then its order has nothing left to do', async () => {
    await world.press(id);
    expect(await turn()).toMatchObject({ payment: 'refunded', refund: 'succeeded' });
    expect(await refund()).toMatchObject({
      state: 'succeeded',
      refundRef: `re_pi_${id}_1`,
      requestedAt: world.clock.now,
      settledAt: world.clock.now,
    });
    expect(await pause()).toBeUndefined();
    expect(asked()).toEqual(['rf-order-1_1 first']);
    const events = (await world.eventsOf(id)).filter((kind) => /refund/.test(kind));
    expect(events).toEqual(['refund_due', 'refund_requested', 'refund_succeeded', 'payment_refunded']);
    expect((await world.mailsOf(id)).slice(1)).toEqual(['refund_done:order:1', 'refund_started:order:1']);
  });

  it('is looked for before it is asked for again, when the process died before the call', async () => {
    await world.press(id);
    await dieDuring('refund');
    expect(await refund()).toMatchObject({ state: 'requested' });
    await turn();
    expect(asked()).toEqual(['rf-order-1_1 again']);
    expect(world.refundBank.made).toHaveLength(1);
    expect(await refund()).toMatchObject({ state: 'succeeded' });
  });

  it('is made once when the answer was lost', async () => {
    script('lost');
    await world.press(id);
    expect(await turn()).toMatchObject({ payment: 'captured', refund: 'requested' });
    expect(await pause()).toBe(MINUTE);
    expect(await turn(MINUTE)).toMatchObject({ payment: 'refunded', refund: 'succeeded' });
    expect(asked()).toEqual(['rf-order-1_1 first', 'rf-order-1_1 again']);
    expect(world.refundBank.made).toHaveLength(1);
  });

  it('is asked for every minute while nobody answers', async () => {
    script('down', 'down');
    await world.press(id);
    await turn();
    await turn(MINUTE);
    expect(await pause()).toBe(MINUTE);
    await turn(MINUTE);
    expect(asked()).toEqual(['rf-order-1_1 first', 'rf-order-1_1 again', 'rf-order-1_1 again']);
    expect(await refund()).toMatchObject({ state: 'succeeded' });
  });

  it('is neither failed nor asked for under another key while our access is refused', async () => {
    script('lost', { rejected: 'access' });
    await world.press(id);
    await turn();
    await turn(MINUTE);
    expect(await refund()).toMatchObject({ state: 'requested', tries: 0 });
    await turn(MINUTE);
    expect(await refund()).toMatchObject({ state: 'succeeded' });
    expect(world.refundBank.made).toHaveLength(1);
  });

  it('is read until the bank has taken it', async () => {
    script('pending');
    await world.press(id);
    expect(await turn()).toMatchObject({ refund: 'requested' });
    expect(await pause()).toBe(HOUR);
    world.refundBank.made.map((made) => Object.assign(made, { state: 'succeeded', reference: '7495' }));
    expect(await turn(HOUR)).toMatchObject({ payment: 'refunded' });
    expect(await refund()).toMatchObject({ state: 'succeeded', reference: '7495' });
    expect(asked()).toHaveLength(1);
  });

  it('stays under its key when it is taken but cannot be read', async () => {
    script('pending');
    await world.press(id);
    await turn();
    const { readRefund } = world.refundBank.payments;
    world.refundBank.payments.readRefund = async () => ({
      ok: false,
      error: { kind: 'rejected', reason: 'access' },
    });
    await turn(HOUR);
    expect(await refund()).toMatchObject({ state: 'requested', refundRef: `re_pi_${id}_1`, tries: 0 });
    world.refundBank.payments.readRefund = readRefund;
    world.refundBank.made.map((made) => Object.assign(made, { state: 'succeeded' }));
    await turn(HOUR);
    expect(world.refundBank.made).toHaveLength(1);
    expect(await refund()).toMatchObject({ state: 'succeeded' });
  });
});

describe('the order of a refund that went through', () => {
  it('has its payment brought up to date after the process died in between', async () => {
    await world.press(id);
    await dieDuring('readPayment');
    expect(await world.readOrder(id)).toMatchObject({ payment: 'captured', refund: 'succeeded' });
    expect(await turn()).toMatchObject({ payment: 'refunded' });
    expect(await pause()).toBeUndefined();
  });

  it('stays due while its payment cannot be read', async () => {
    await world.press(id);
    world.refundBank.world.isDown = true;
    expect(await turn()).toMatchObject({ payment: 'captured', refund: 'succeeded' });
    expect(await pause()).toBe(MINUTE);
    world.refundBank.world.isDown = false;
    expect(await turn(MINUTE)).toMatchObject({ payment: 'refunded' });
    expect(await pause()).toBeUndefined();
  });

  it('is partly refunded after one of two eSIMs, and refunded after both', async () => {
    id = await world.deliver(2);
    await world.press(id, 2);
    expect(await turn()).toMatchObject({ payment: 'partly_refunded', capturedMinor: 1980 });
    expect(await pause()).toBeUndefined();
    await world.press(id, 1);
    expect(await turn()).toMatchObject({ payment: 'refunded' });
    expect(asked()).toEqual(['rf-order-1_1 first', 'rf-order-2_1 first']);
    expect((await world.refundsOf(id)).map(({ lineId }) => lineId)).toEqual([`${id}-2`, `${id}-1`]);
  });

  it('is partly refunded when part of the price went back, by what the payment says', async () => {
    wholesaler.behaviour.usage = { state: 'active', initialBytes: 1_000, remainingBytes: 500 };
    await world.press(id);
    expect(await turn()).toMatchObject({ payment: 'partly_refunded' });
    expect(world.refundBank.made).toMatchObject([{ amountMinor: 495 }]);
  });

  it('is due until the last of its refunds is final', async () => {
    id = await world.deliver(2);
    script('pending');
    await world.press(id, 1);
    await world.press(id, 2);
    expect(await turn()).toMatchObject({ payment: 'refunded' });
    expect((await world.refundsOf(id)).map(({ state }) => state)).toEqual(['requested', 'succeeded']);
    expect(await pause()).toBe(HOUR);
    world.refundBank.made.map((made) => Object.assign(made, { state: 'succeeded' }));
    await turn(HOUR);
    expect(await pause()).toBeUndefined();
  });
});
