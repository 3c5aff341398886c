import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInboxStore } from '#lib/db/inbox-store';
import { createOrderStore, type OrderStore } from '#lib/db/order-store';
import { createRefundStore } from '#lib/db/refund-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId, PaymentState } from '#lib/domain/order';
import { ok } from '#lib/domain/result';
import { handlePaymentHint } from '#lib/orders/handle-payment-hint';
import { receivePaymentWebhook } from '#lib/orders/receive-payment-webhook';
import { reconcilePayments } from '#lib/orders/reconcile-payments';
import { requireValue } from '#lib/orders/test-fulfilment';
import {
  createTestPayments,
  insertAuthorisedOrder,
  insertTestOrder,
  NOW,
  quietLog,
} from '#lib/orders/test-payments';
import type { PaymentHint } from '#lib/payments/port';

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

const deps = () => ({
  orders,
  payments: bank.payments,
  refunds: createRefundStore(database.db),
  inbox: createInboxStore(database.db),
  promiseMinutes: 15,
  now: () => NOW,
  log: quietLog,
});
const hint = (type: string, changes: Partial<PaymentHint> = {}): PaymentHint => ({
  eventId: `evt_${type}_${id}`,
  type,
  orderId: id,
  createdAt: NOW,
  ...changes,
});
const handle = (one: PaymentHint) => handlePaymentHint(deps(), one);
const eventsOf = async () =>
  (await database.db.orderEvent.findMany({ where: { orderId: id }, orderBy: { id: 'asc' } })).map(
    (event) => event.kind,
  );
const inbox = async (eventId: string) =>
  database.db.inboxEvent.findUnique({ where: { source_eventId: { source: 'stripe', eventId } } });

async function captured(): Promise<void> {
  id = await insertAuthorisedOrder(orders, 'allocated');
  bank = createTestPayments(id);
  await orders.move(id, {
    from: { payment: ['authorised'] },
    set: { payment: 'captured' },
    lines: { from: ['allocated'], to: 'delivered' },
    event: { kind: 'payment_captured' },
  });
  bank.world.payment = { ...bank.world.payment, state: 'captured', captured: 1990, capturable: 0 };
}

describe('an event', () => {
  it('has one effect however often it is delivered at once', async () => {
    const copies = Array.from({ length: 12 }, () => handle(hint('checkout.session.completed')));
    expect(await Promise.all(copies)).toEqual(Array(12).fill('handled'));
    expect(await eventsOf()).toEqual(['created', 'session_opened', 'payment_authorised']);
    expect(await inbox(`evt_checkout.session.completed_${id}`)).toMatchObject({
      handledAt: NOW,
      note: 'authorised',
    });
  });

  it('is only a hint: "expired" after a payment leaves the payment', async () => {
    await handle(hint('checkout.session.expired'));
    await handle(hint('checkout.session.completed'));
    expect(await orders.readOrder(id)).toMatchObject({
      payment: 'authorised',
      lines: [{ fulfilment: 'queued' }],
    });
  });

  it('finds its order by the session or the payment when it names none', async () => {
    const { orderId, ...bare } = hint('checkout.session.completed', { sessionId: `cs_${id}` });
    expect(orderId).toBe(id);
    await handle(bare);
    expect(await orders.readOrder(id)).toMatchObject({ payment: 'authorised' });
  });

  it('is kept with a note when it names no order of ours', async () => {
    const stranger = hint('payment_intent.succeeded', { eventId: 'evt_x', orderId: 'another-shops-7' });
    expect(await handle(stranger)).toBe('handled');
    expect(await inbox('evt_x')).toMatchObject({ note: 'order_unknown' });
  });

  it('stays open and wakes the order while the payment provider cannot be asked', async () => {
    bank.world.outage = { kind: 'unavailable' };
    expect(await handle(hint('checkout.session.completed'))).toBe('later');
    expect(await inbox(`evt_checkout.session.completed_${id}`)).toMatchObject({
      handledAt: null,
      note: 'unavailable',
    });
    bank.world.outage = undefined;
    expect(await handle(hint('checkout.session.completed'))).toBe('handled');
    expect(await orders.readOrder(id)).toMatchObject({ payment: 'authorised' });
  });
});

describe('money that goes back', () => {
  it.each<[number, PaymentState]>([
    [500, 'partly_refunded'],
    [1990, 'refunded'],
  ])('of %i is noted as %s', async (refunded, state) => {
    await captured();
    bank.world.payment = { ...bank.world.payment, refunded };
    await Promise.all([handle(hint('charge.refunded')), handle(hint('charge.refunded'))]);
    expect(await orders.readOrder(id)).toMatchObject({ payment: state });
    expect((await eventsOf()).filter((kind) => kind === `payment_${state}`)).toHaveLength(1);
  });

  it('is not a refund when the charge was only released', async () => {
    id = await insertAuthorisedOrder(orders);
    bank = createTestPayments(id);
    bank.world.payment = { ...bank.world.payment, state: 'voided', capturable: 0 };
    await handle(hint('charge.refunded'));
    expect(await orders.readOrder(id)).toMatchObject({ payment: 'voided', refund: 'none' });
  });

  it('waits when it is told before the capture was noted', async () => {
    id = await insertAuthorisedOrder(orders, 'allocated');
    bank = createTestPayments(id);
    bank.world.payment = {
      ...bank.world.payment,
      state: 'captured',
      captured: 1990,
      capturable: 0,
      refunded: 1990,
    };
    expect(await handle(hint('charge.refunded'))).toBe('later');
    expect(await handle(hint('charge.dispute.created'))).toBe('later');
  });

  it('marks a disputed order', async () => {
    await captured();
    const { payment } = bank.world;
    bank.world.payment = { ...payment, dispute: { status: 'open', amountMinor: 1990 } };
    expect(await handle(hint('charge.dispute.created'))).toBe('handled');
    expect(await orders.readOrder(id)).toMatchObject({ payment: 'disputed' });
    bank.world.payment = { ...payment, dispute: { status: 'won', amountMinor: 1990 } };
    expect(await handle(hint('charge.dispute.closed'))).toBe('handled');
    expect(await orders.readOrder(id)).toMatchObject({ payment: 'won' });
  });
});

describe('the reconciler', () => {
  it('makes up for events that never came, and moves its cursor', async () => {
    const asked: Date[] = [];
    const listHints = async (since: Date) => {
      asked.push(since);
      return ok([hint('checkout.session.completed', { createdAt: new Date('2026-11-22T11:59:00Z') })]);
    };
    const reconciling = { ...deps(), payments: { ...bank.payments, listHints } };
    const since = new Date('2026-11-22T11:50:00Z');
    expect(await reconcilePayments(reconciling, since)).toEqual({
      ok: true,
      value: { cursor: new Date('2026-11-22T11:59:00Z'), seen: 1, late: 0 },
    });
    expect(asked).toEqual([new Date('2026-11-22T11:20:00Z')]);
    expect(await orders.readOrder(id)).toMatchObject({ payment: 'authorised' });
  });
});

describe('a webhook', () => {
  const receive = (verified: PaymentHint | undefined, inbox = createInboxStore(database.db)) =>
    receivePaymentWebhook({ payments: { verifyWebhook: () => verified }, inbox, log: quietLog }, '{}', '');
  /** What the worker finds to do, of this order alone. */
  const leaseOwn = async () =>
    (await createInboxStore(database.db).leaseDue(100, 60_000)).filter(({ orderId }) => orderId === id);

  it('is kept and answered, and changes nothing until the worker works it', async () => {
    const sent = hint('checkout.session.completed', { sessionId: `cs_${id}` });
    expect(await Promise.all([receive(sent), receive(sent), receive(sent)])).toEqual(['ok', 'ok', 'ok']);
    expect(await orders.readOrder(id)).toMatchObject({ payment: 'session_open' });
    expect(await leaseOwn()).toEqual([sent]);
    expect(await leaseOwn()).toEqual([]);
    expect(await handle(sent)).toBe('handled');
    expect(await orders.readOrder(id)).toMatchObject({ payment: 'authorised' });
    expect(await inbox(sent.eventId)).toMatchObject({ nextTryAt: null, tries: 1 });
  });

  it('that cannot be worked yet is due again after a pause that doubles', async () => {
    bank.world.outage = { kind: 'unavailable' };
    const sent = hint('checkout.session.completed');
    await receive(sent);
    const pauses: number[] = [];
    for (const _ of [1, 2, 3]) {
      await database.db.inboxEvent.updateMany({ where: { eventId: sent.eventId }, data: { nextTryAt: NOW } });
      expect(await leaseOwn()).toHaveLength(1);
      const before = Date.now();
      await handle(sent);
      const { nextTryAt } = requireValue((await inbox(sent.eventId)) ?? undefined);
      pauses.push(Math.round((requireValue(nextTryAt ?? undefined).getTime() - before) / 1_000));
    }
    expect(pauses).toEqual([2, 4, 8]);
  });

  it('without a valid signature changes nothing', async () => {
    const before = await database.db.inboxEvent.count();
    expect(await receive(undefined)).toBe('bad_signature');
    expect(await database.db.inboxEvent.count()).toBe(before);
  });

  it('throws when it could not be kept, so that it is delivered again', async () => {
    const inboxDown = {
      ...createInboxStore(database.db),
      keep: () => Promise.reject(new Error('the database is gone')),
    };
    await expect(receive(hint('checkout.session.completed'), inboxDown)).rejects.toThrow(
      'the database is gone',
    );
  });
});
