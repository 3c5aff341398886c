import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrderStore, type OrderStore } from '#lib/db/order-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import { completeOrder } from '#lib/orders/complete-order';
import {
  allocate,
  createTestPayments,
  insertAuthorisedOrder,
  NOW,
  quietLog,
} from '#lib/orders/test-payments';

let database: TestDatabase;
let orders: OrderStore;

beforeAll(async () => {
  database = await startTestDatabase();
  orders = createOrderStore(database.db);
});
afterAll(() => database.close());

const IN_TIME = new Date('2026-11-22T12:15:00Z');

async function paidOrder(fulfilment: 'queued' | 'allocated', promiseUntil = IN_TIME) {
  const id = await insertAuthorisedOrder(orders, fulfilment, { promiseUntil });
  const bank = createTestPayments(id);
  const deps = {
    orders,
    payments: bank.payments,
    now: () => NOW,
    log: quietLog,
  };
  return { id, bank, complete: () => completeOrder(deps, id) };
}
/** Its promise is over at this moment. */
const overdueOrder = (fulfilment: 'queued' | 'allocated') => paidOrder(fulfilment, NOW);

const mailsOf = async (id: OrderId) =>
  (await database.db.mail.findMany({ where: { orderId: id } })).map((mail) => mail.dedupeKey);
const eventsOf = async (id: OrderId) =>
  (await database.db.orderEvent.findMany({ where: { orderId: id }, orderBy: { id: 'asc' } })).map(
    (event) => event.kind,
  );

describe('completing an order whose eSIM is stored', () => {
  it('takes the money and delivers in one step', async () => {
    const { id, complete } = await paidOrder('allocated');
    expect(await complete()).toMatchObject({
      payment: 'captured',
      capturedMinor: 1990,
      capturedAt: NOW,
      lines: [{ fulfilment: 'delivered', deliveredAt: NOW }],
    });
    expect((await orders.readOrder(id))?.nextActionAt).toBeUndefined();
    expect(await mailsOf(id)).toEqual([`order_ready:${id}`]);
  });

  it('takes it once when five calls come at once', async () => {
    const { id, bank, complete } = await paidOrder('allocated');
    await Promise.all([complete(), complete(), complete(), complete(), complete()]);
    expect(bank.counts).toEqual({ captured: 1, voided: 0 });
    expect((await eventsOf(id)).filter((kind) => kind === 'payment_captured')).toHaveLength(1);
    expect(await mailsOf(id)).toEqual([`order_ready:${id}`]);
  });

  it('takes nothing before the eSIM is stored', async () => {
    const { bank, complete } = await paidOrder('queued');
    expect(await complete()).toMatchObject({ payment: 'authorised', lines: [{ fulfilment: 'queued' }] });
    expect(bank.counts).toEqual({ captured: 0, voided: 0 });
  });

  it('recognises what an earlier run captured before it died', async () => {
    const { bank, complete } = await paidOrder('allocated');
    bank.world.payment = { ...bank.world.payment, state: 'captured', captured: 1990, capturable: 0 };
    expect(await complete()).toMatchObject({
      payment: 'captured',
      capturedMinor: 1990,
      lines: [{ fulfilment: 'delivered' }],
    });
  });

  it('gives the eSIM back to the pool and tells the customer when the hold lapsed', async () => {
    const { id, bank, complete } = await paidOrder('allocated');
    const item = { provider: 'zim', subscriptionRef: 'sub-1', esimRef: 'esim-1', offerId: 'plan-1' };
    await database.db.poolItem.create({
      data: { ...item, origin: 'ours', state: 'not_started', lineId: `${id}-1`, claimedAt: NOW },
    });
    bank.world.payment = { ...bank.world.payment, state: 'voided', capturable: 0 };
    expect(await complete()).toMatchObject({
      payment: 'voided',
      releasedAt: NOW,
      lines: [{ fulfilment: 'cancelled', cancelledAt: NOW }],
    });
    expect(await database.db.poolItem.findMany()).toMatchObject([{ ...item, lineId: null, claimedAt: null }]);
    expect(await mailsOf(id)).toEqual([`order_released:${id}`]);
  });

  it('waits while the payment provider cannot be asked', async () => {
    const { id, bank, complete } = await paidOrder('allocated');
    bank.world.outage = { kind: 'unavailable' };
    expect(await complete()).toMatchObject({ payment: 'authorised', lines: [{ fulfilment: 'allocated' }] });
    expect((await orders.readOrder(id))?.nextActionAt).toEqual(new Date('2026-11-22T12:00:15Z'));
  });
});

describe('completing an order past its promise', () => {
  it('cancels, voids and tells the customer', async () => {
    const { id, bank, complete } = await overdueOrder('queued');
    expect(await complete()).toMatchObject({
      payment: 'voided',
      releasedAt: NOW,
      lines: [{ fulfilment: 'cancelled', cancelledAt: NOW }],
    });
    expect(bank.counts).toEqual({ captured: 0, voided: 1 });
    expect(await mailsOf(id)).toEqual([`order_released:${id}`]);
  });

  it('voids once when five calls come at once', async () => {
    const { id, bank, complete } = await overdueOrder('queued');
    await Promise.all([complete(), complete(), complete(), complete(), complete()]);
    expect(bank.counts.voided).toBe(1);
    expect(await eventsOf(id)).toEqual([
      'created',
      'session_opened',
      'payment_authorised',
      'lines_given_up',
      'payment_voided',
    ]);
    expect(await mailsOf(id)).toEqual([`order_released:${id}`]);
  });

  it('charges for an eSIM that was stored in time, and voids nothing', async () => {
    const { bank, complete } = await overdueOrder('allocated');
    expect(await complete()).toMatchObject({ payment: 'captured', lines: [{ fulfilment: 'delivered' }] });
    expect(bank.counts).toEqual({ captured: 1, voided: 0 });
  });

  it('keeps a cancelled order due until the hold is certainly voided', async () => {
    const { id, bank, complete } = await overdueOrder('queued');
    bank.world.outage = { kind: 'unavailable' };
    await complete();
    expect(await orders.readOrder(id)).toMatchObject({
      payment: 'authorised',
      lines: [{ fulfilment: 'cancelled' }],
      nextActionAt: new Date('2026-11-22T12:00:30Z'),
    });
    expect(await mailsOf(id)).toEqual([]);
    bank.world.outage = undefined;
    expect(await complete()).toMatchObject({ payment: 'voided' });
  });

  it('hands a payment that was captured outside the shop to a person', async () => {
    const { bank, complete } = await overdueOrder('queued');
    bank.world.payment = { ...bank.world.payment, state: 'captured', captured: 1990, capturable: 0 };
    expect(await complete()).toMatchObject({
      payment: 'captured',
      refund: 'manual',
      lines: [{ fulfilment: 'cancelled' }],
    });
  });

  it('ends as delivered and charged or as released and not charged, whoever wins against the delivery', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id, bank, complete } = await overdueOrder('queued');
      const deliver = async () => {
        await allocate(orders, id);
        await complete();
      };
      await Promise.all(round % 2 === 0 ? [complete(), deliver()] : [deliver(), complete()]);
      const order = await orders.readOrder(id);
      const end = { payment: order?.payment, fulfilment: order?.lines[0]?.fulfilment, ...bank.counts };
      expect([
        { payment: 'captured', fulfilment: 'delivered', captured: 1, voided: 0 },
        { payment: 'voided', fulfilment: 'cancelled', captured: 0, voided: 1 },
      ]).toContainEqual(end);
    }
  });
});
