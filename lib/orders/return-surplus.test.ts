import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInboxStore } from '#lib/db/inbox-store';
import { createRefundStore } from '#lib/db/refund-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { money } from '#lib/domain/money';
import type { OrderId } from '#lib/domain/order';
import { err, ok } from '#lib/domain/result';
import { type HintDeps, handlePaymentHint } from '#lib/orders/handle-payment-hint';
import {
  clearOrders,
  createFulfilmentWorld,
  type FulfilmentWorld,
  insertPaidOrder,
  testOffer,
} from '#lib/orders/test-fulfilment';
import type { Refund as PaidRefund, Payment } from '#lib/payments/port';
import { createMemoryProvider, type MemoryProvider } from '#lib/providers/memory/memory-provider';
import { type WorkRefundsDeps, workRefunds } from '#lib/refunds/work-refunds';

let database: TestDatabase;
let wholesaler: MemoryProvider;
let world: FulfilmentWorld;
let id: OrderId;
/** The second payment of the order, and what was done to it. */
let second: Payment;
let voids: number;
let refunds: PaidRefund[];
let isDown: boolean;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clearOrders(database);
  wholesaler = createMemoryProvider({ id: 'zendit', offers: [testOffer('zendit', 'offer-1')] });
  wholesaler.behaviour.outcome = 'pending';
  world = createFulfilmentWorld(database, wholesaler);
  id = await insertPaidOrder(world.orders);
  second = held(`pi_second_${id}`);
  voids = 0;
  refunds = [];
  isDown = false;
  const { orders, deps, clock } = world;
  const common = {
    orders,
    refunds: createRefundStore(database.db),
    payments,
    now: () => clock.now,
    log: deps.log,
  };
  deps.workRefunds = (order) => workRefunds({ ...common, trackRefund: async () => ({ done: true }) }, order);
});

const held = (paymentId: string): Payment => ({
  ...{ id: paymentId, state: 'authorised', orderId: id, amount: money(990, 'EUR'), live: false },
  ...{ capturable: 990, captured: 0, refunded: 0 },
});
const payments: HintDeps['payments'] & WorkRefundsDeps['payments'] = {
  live: false,
  readCheckout: async (sessionId) => ok({ id: sessionId, state: 'complete', paymentId: `pi_${id}` }),
  readPayment: async (paymentId) => ok(paymentId === second.id ? second : held(paymentId)),
  voidPayment: async () => {
    if (second.state !== 'authorised') return err({ kind: 'rejected', reason: 'state' });
    voids += 1;
    second = { ...second, state: 'voided', capturable: 0 };
    return ok(second);
  },
  refund: async ({ paymentId, amount, key }) => {
    if (isDown) return err({ kind: 'unavailable' });
    const refund: PaidRefund = {
      refundId: `re_${paymentId}_${refunds.length + 1}`,
      amountMinor: amount.minor,
      state: 'succeeded',
      key,
    };
    refunds.push(refund);
    second = { ...second, refunded: second.refunded + amount.minor };
    return ok(refund);
  },
  readRefund: async (refundId) => {
    const refund = refunds.find((one) => one.refundId === refundId);
    return refund ? ok(refund) : err({ kind: 'unavailable' });
  },
};
const hear = (type: string, eventId = `evt_${type}`) => {
  const { orders, deps, clock } = world;
  const hintDeps: HintDeps = {
    ...{ orders, payments, refunds: createRefundStore(database.db), inbox: createInboxStore(database.db) },
    ...{ promiseMinutes: 15, now: () => clock.now, log: deps.log },
  };
  const named = { orderId: id, paymentId: second.id, createdAt: clock.now };
  return handlePaymentHint(hintDeps, { eventId: `${eventId}_${id}`, type, ...named });
};
const refundRows = () => createRefundStore(database.db).listOf(id);
const takeSecond = () => {
  second = { ...second, state: 'captured', captured: 990, capturable: 0 };
};
const countEvents = async (kind: string) => (await world.eventsOf(id)).filter((one) => one === kind).length;

describe('a second payment of an order', () => {
  it('is voided once while it is on hold, however many events tell of it at once', async () => {
    await Promise.all(
      ['a', 'b', 'c', 'd'].map((eventId) => hear('payment_intent.amount_capturable_updated', eventId)),
    );
    expect(voids).toBe(1);
    expect(await countEvents('surplus_payment_voided')).toBe(1);
    expect(await hear('payment_intent.canceled')).toBe('handled');
    expect(await world.readOrder(id)).toMatchObject({ payment: 'authorised', paymentIntentId: `pi_${id}` });
    expect(await refundRows()).toEqual([]);
  });

  it('is given back as a duplicate once it was taken, however often the event comes', async () => {
    takeSecond();
    await Promise.all(['a', 'b', 'c', 'd'].map((eventId) => hear('payment_intent.succeeded', eventId)));
    await world.advance(id);
    await hear('charge.refunded');
    await hear('payment_intent.succeeded', 'e');
    await world.advance(id);
    expect(await refundRows()).toMatchObject([
      { reason: 'duplicate', paymentId: second.id, amount: { minor: 990 }, state: 'succeeded' },
    ]);
    expect(refunds).toHaveLength(1);
    expect(await world.readOrder(id)).toMatchObject({ payment: 'authorised', lines: [{ giveBack: 'none' }] });
  });

  it('is given back again when the bank did not take it in the end', async () => {
    takeSecond();
    await hear('payment_intent.succeeded');
    await world.advance(id);
    const [taken] = refunds;
    if (!taken) throw new Error('Nothing was refunded');
    refunds[0] = { ...taken, state: 'failed', failureReason: 'expired_or_canceled_card' };
    second = { ...second, refunded: 0 };
    expect(await hear('refund.failed')).toBe('handled');
    expect(await refundRows()).toMatchObject([
      { state: 'due', tries: 1, failure: 'expired_or_canceled_card' },
    ]);
    await world.advance(id);
    expect(refunds.map(({ key }) => key)).toEqual([`rf-${id}-1_1`, `rf-${id}-1_2`]);
    expect(await refundRows()).toMatchObject([{ state: 'succeeded' }]);
  });

  it('is left alone when it names another order', async () => {
    takeSecond();
    second = { ...second, orderId: 'another-order' };
    expect(await hear('payment_intent.succeeded')).toBe('handled');
    expect(await refundRows()).toEqual([]);
    second = { ...second, state: 'authorised' };
    await hear('payment_intent.amount_capturable_updated');
    expect(voids).toBe(0);
  });

  it('is looked at again when it could not be voided because it moved meanwhile', async () => {
    const { readPayment } = payments;
    payments.readPayment = async (paymentId) => {
      const seen = await readPayment(paymentId);
      if (seen.ok && seen.value.id === second.id) takeSecond();
      return seen;
    };
    expect(await hear('payment_intent.amount_capturable_updated')).toBe('later');
    payments.readPayment = readPayment;
    expect(await hear('payment_intent.amount_capturable_updated')).toBe('handled');
    expect(await refundRows()).toMatchObject([{ reason: 'duplicate', amount: { minor: 990 } }]);
    expect(await countEvents('surplus_payment_voided')).toBe(0);
  });
});

describe('the order of a second payment that goes back', () => {
  const nextTurnIn = async () => {
    const { nextActionAt } = await world.readOrder(id);
    return nextActionAt && nextActionAt.getTime() - world.clock.now.getTime();
  };

  it('has its turn for the refund though it waits for its eSIM', async () => {
    takeSecond();
    await hear('payment_intent.succeeded');
    isDown = true;
    await world.advance(id);
    expect(await nextTurnIn()).toBe(60_000);
  });

  it('has its turn for the refund though it is charged in the same turn', async () => {
    wholesaler.behaviour.outcome = 'ready';
    await world.advance(id);
    takeSecond();
    await hear('payment_intent.succeeded');
    isDown = true;
    world.later(1_000);
    await world.advance(id);
    expect(await world.readOrder(id)).toMatchObject({ payment: 'captured', refund: 'requested' });
    expect(await nextTurnIn()).toBe(60_000);
    isDown = false;
    world.later(60_000);
    await world.advance(id);
    expect(await refundRows()).toMatchObject([{ state: 'succeeded' }]);
    expect(await nextTurnIn()).toBeUndefined();
  });

  it('keeps its turn when a line charges it before the refund was worked', async () => {
    takeSecond();
    await hear('payment_intent.succeeded');
    const due = (await world.readOrder(id)).nextActionAt;
    await world.orders.move(id, {
      from: { payment: ['authorised'] },
      set: { payment: 'captured', capturedMinor: 990, capturedAt: world.clock.now, nextActionAt: null },
      event: { kind: 'payment_captured' },
    });
    expect((await world.readOrder(id)).nextActionAt).toEqual(due);
  });
});
