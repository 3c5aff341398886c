import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOrderStore, type OrderStore } from '#lib/db/order-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { money } from '#lib/domain/money';
import type { OrderId } from '#lib/domain/order';
import { settlePayment } from '#lib/orders/settle-payment';
import {
  createTestPayments,
  insertAuthorisedOrder,
  insertTestOrder,
  NOW,
  quietLog,
} from '#lib/orders/test-payments';
import type { Payment } from '#lib/payments/port';

let database: TestDatabase;
let orders: OrderStore;
let id: OrderId;
let bank: ReturnType<typeof createTestPayments>;

beforeAll(async () => {
  database = await startTestDatabase();
  orders = createOrderStore(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  id = await insertTestOrder(orders);
  bank = createTestPayments(id);
});

const settle = (now = NOW, hint = {}) =>
  settlePayment(
    { orders, payments: bank.payments, promiseMinutes: 15, now: () => now, log: quietLog },
    id,
    hint,
  );
const events = async () =>
  (await database.db.orderEvent.findMany({ where: { orderId: id }, orderBy: { id: 'asc' } })).map(
    (event) => event.kind,
  );
const mails = async () =>
  (await database.db.mail.findMany({ where: { orderId: id } })).map((mail) => mail.dedupeKey);

describe('settlePayment', () => {
  it('queues the order once the amount is on hold', async () => {
    expect(await settle()).toMatchObject({
      ok: true,
      value: {
        payment: 'authorised',
        paymentIntentId: `pi_${id}`,
        authorisedAt: NOW,
        promiseUntil: new Date('2026-11-22T12:15:00Z'),
        nextActionAt: new Date('2026-11-22T12:03:00Z'),
        lines: [{ fulfilment: 'queued', nextActionAt: NOW }],
      },
    });
    expect(await mails()).toEqual([`order_received:${id}`]);
  });

  it('leaves one event and one mail when ten calls come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => settle()));
    expect(answers.map((answer) => answer.ok && answer.value.payment)).toEqual(Array(10).fill('authorised'));
    expect(await events()).toEqual(['created', 'session_opened', 'payment_authorised']);
    expect(await mails()).toEqual([`order_received:${id}`]);
  });

  it('changes nothing when a slow caller finds the order already captured', async () => {
    const late = settle(new Date(NOW.getTime() + 1), {});
    await settle();
    await orders.move(id, {
      from: { payment: ['authorised'] },
      set: { payment: 'captured' },
      event: { kind: 'payment_captured' },
    });
    await late;
    expect(await settle()).toMatchObject({ value: { payment: 'captured' } });
    expect((await events()).filter((kind) => kind === 'payment_authorised')).toHaveLength(1);
  });

  it.each<[string, Partial<Payment>, string]>([
    ['less is on hold than the price', { capturable: 1989 }, 'amount'],
    ['more is on hold than the price', { capturable: 1991 }, 'amount'],
    ['less was captured than the price', { state: 'captured', captured: 1, capturable: 0 }, 'amount'],
    ['the currency is another', { amount: money(1990, 'USD') }, 'currency'],
    ['the currency is one we do not know', { amount: undefined }, 'currency'],
    ['it names another order', { orderId: 'somebodyelsesorder00000' }, 'order'],
    ['it names no order', { orderId: undefined }, 'order'],
    ['it is of the other mode', { live: true }, 'mode'],
  ])('holds the order for review and never fulfils it when %s', async (_, change, field) => {
    bank.world.payment = { ...bank.world.payment, ...change };
    await settle();
    expect(await settle()).toMatchObject({
      value: { payment: 'session_open', holdReason: 'review', lines: [{ fulfilment: 'not_started' }] },
    });
    const found = await database.db.orderEvent.findMany({ where: { orderId: id, kind: 'payment_mismatch' } });
    expect(found.map((event) => event.detail)).toEqual([{ field, paymentId: `pi_${id}` }]);
    expect(bank.counts).toEqual({ captured: 0, voided: 0 });
    expect(await mails()).toEqual([]);
  });

  it('waits while the bank has not answered, and does not delay the planned turn', async () => {
    bank.world.payment = { ...bank.world.payment, state: 'pending', capturable: 0 };
    expect(await settle()).toMatchObject({ value: { payment: 'session_open' } });
    expect((await orders.readOrder(id))?.nextActionAt).toEqual(new Date('2026-11-22T12:32:00Z'));
  });

  it('looks again later when its turn came and the pay page is still open', async () => {
    bank.world.session = { id: `cs_${id}`, state: 'open' };
    await settle(new Date('2026-11-22T12:33:00Z'));
    expect((await orders.readOrder(id))?.nextActionAt).toEqual(new Date('2026-11-22T12:33:30Z'));
  });

  it.each<[string, Partial<Payment> | undefined]>([
    ['nobody tried to pay', undefined],
    ['a declined attempt was cancelled with it', { state: 'voided', capturable: 0 }],
  ])('closes the order when the pay page expired and %s', async (_, change) => {
    bank.world.payment = { ...bank.world.payment, ...change };
    bank.world.session = {
      id: `cs_${id}`,
      state: 'expired',
      ...(change && { paymentId: bank.world.payment.id }),
    };
    expect(await settle()).toMatchObject({
      value: { payment: 'expired', lines: [{ fulfilment: 'not_started' }] },
    });
    expect((await orders.readOrder(id))?.nextActionAt).toBeUndefined();
    expect(await mails()).toEqual([]);
  });

  it('closes the order and says so by mail when the bank refused after the pay page was done', async () => {
    bank.world.payment = { ...bank.world.payment, state: 'failed', capturable: 0 };
    const answers = await Promise.all([settle(), settle(), settle()]);
    expect(answers[0]).toMatchObject({ value: { payment: 'expired' } });
    expect((await events()).slice(-1)).toEqual(['payment_failed']);
    expect(await mails()).toEqual([`payment_failed:${id}`]);
  });

  it('marks a payment that turns up for a closed order to be given back', async () => {
    await orders.move(id, {
      from: { payment: ['session_open'] },
      set: { payment: 'expired', nextActionAt: null },
      event: { kind: 'payment_expired' },
    });
    const answers = await Promise.all([settle(), settle(), settle()]);
    expect(answers[0]).toMatchObject({
      value: { payment: 'authorised', nextActionAt: NOW, lines: [{ fulfilment: 'cancelled' }] },
    });
    expect((await events()).at(-1)).toBe('payment_authorised_too_late');
    expect(await mails()).toEqual([]);
  });

  it('closes a paid order whose hold was cancelled elsewhere', async () => {
    id = await insertAuthorisedOrder(orders);
    bank = createTestPayments(id);
    bank.world.payment = { ...bank.world.payment, state: 'voided', capturable: 0 };
    expect(await settle()).toMatchObject({
      value: { payment: 'voided', lines: [{ fulfilment: 'cancelled' }] },
    });
    expect(await mails()).toEqual([`order_released:${id}`]);
  });

  it('leaves a lapsed hold to the capture when the eSIM is already stored', async () => {
    id = await insertAuthorisedOrder(orders, 'allocated');
    bank = createTestPayments(id);
    bank.world.payment = { ...bank.world.payment, state: 'voided', capturable: 0 };
    expect(await settle()).toMatchObject({
      value: { payment: 'authorised', lines: [{ fulfilment: 'allocated' }] },
    });
  });

  it('changes nothing while the payment provider cannot be asked', async () => {
    bank.world.outage = { kind: 'unavailable' };
    expect(await settle()).toEqual({ ok: false, error: { kind: 'unavailable' } });
    expect(await events()).toEqual(['created', 'session_opened']);
  });
});

describe('an order whose pay page was never noted', () => {
  beforeEach(async () => {
    await database.db.order.update({ where: { id }, data: { payment: 'none', checkoutSessionId: null } });
  });

  it('finds its page by the event that names both', async () => {
    expect(await settle(NOW, { sessionId: `cs_${id}` })).toMatchObject({
      value: { payment: 'authorised', checkoutSessionId: `cs_${id}` },
    });
  });

  it('is closed when its time is over, and not before', async () => {
    expect(await settle()).toMatchObject({ value: { payment: 'none' } });
    expect(await settle(new Date('2026-11-22T12:33:00Z'))).toMatchObject({ value: { payment: 'expired' } });
  });
});
