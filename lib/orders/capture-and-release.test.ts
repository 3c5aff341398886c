import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrderStore, type OrderStore } from '#lib/db/order-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { Order, OrderId } from '#lib/domain/order';
import { capturePayment } from '#lib/orders/capture-payment';
import { releaseOrder } from '#lib/orders/release-order';
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

async function paidOrder(fulfilment: 'queued' | 'allocated') {
  const id = await insertAuthorisedOrder(orders, fulfilment);
  const bank = createTestPayments(id);
  const returned: Order[] = [];
  const deps = {
    orders,
    payments: bank.payments,
    returnEsim: async (order: Order) => {
      returned.push(order);
    },
    now: () => NOW,
    log: quietLog,
  };
  return {
    id,
    bank,
    returned,
    capture: () => capturePayment(deps, id),
    release: () => releaseOrder(deps, id, 'not_in_time'),
  };
}

const mailsOf = async (id: OrderId) =>
  (await database.db.mail.findMany({ where: { orderId: id } })).map((mail) => mail.dedupeKey);
const eventsOf = async (id: OrderId) =>
  (await database.db.orderEvent.findMany({ where: { orderId: id }, orderBy: { id: 'asc' } })).map(
    (event) => event.kind,
  );

describe('capturePayment', () => {
  it('takes the money and delivers in one step', async () => {
    const { id, capture } = await paidOrder('allocated');
    expect(await capture()).toMatchObject({
      value: { payment: 'captured', fulfilment: 'delivered', capturedAt: NOW, deliveredAt: NOW },
    });
    expect((await orders.readOrder(id))?.nextActionAt).toBeUndefined();
    expect(await mailsOf(id)).toEqual([`order_ready:${id}`]);
  });

  it('takes it once when five calls come at once', async () => {
    const { id, bank, capture } = await paidOrder('allocated');
    await Promise.all([capture(), capture(), capture(), capture(), capture()]);
    expect(bank.counts).toEqual({ captured: 1, voided: 0 });
    expect((await eventsOf(id)).filter((kind) => kind === 'payment_captured')).toHaveLength(1);
    expect(await mailsOf(id)).toEqual([`order_ready:${id}`]);
  });

  it('takes nothing before the eSIM is stored', async () => {
    const { bank, capture } = await paidOrder('queued');
    expect(await capture()).toMatchObject({ value: { payment: 'authorised', fulfilment: 'queued' } });
    expect(bank.counts.captured).toBe(0);
  });

  it('recognises what an earlier run captured before it died', async () => {
    const { bank, capture } = await paidOrder('allocated');
    bank.world.payment = { ...bank.world.payment, state: 'captured', captured: 1990, capturable: 0 };
    expect(await capture()).toMatchObject({ value: { payment: 'captured', fulfilment: 'delivered' } });
  });

  it('gives the eSIM back and tells the customer when the hold lapsed', async () => {
    const { id, bank, capture, returned } = await paidOrder('allocated');
    bank.world.payment = { ...bank.world.payment, state: 'voided', capturable: 0 };
    expect(await capture()).toMatchObject({
      value: { payment: 'voided', fulfilment: 'cancelled', releasedAt: NOW },
    });
    expect(returned.map((order) => order.id)).toEqual([id]);
    expect(await mailsOf(id)).toEqual([`order_released:${id}`]);
  });

  it('waits while the payment provider cannot be asked', async () => {
    const { id, bank, capture } = await paidOrder('allocated');
    bank.world.outage = { kind: 'unavailable' };
    expect(await capture()).toMatchObject({ value: { payment: 'authorised', fulfilment: 'allocated' } });
    expect((await orders.readOrder(id))?.nextActionAt).toEqual(new Date('2026-11-22T12:00:15Z'));
  });
});

describe('releaseOrder', () => {
  it('cancels, voids and tells the customer', async () => {
    const { id, bank, release } = await paidOrder('queued');
    expect(await release()).toMatchObject({
      value: { payment: 'voided', fulfilment: 'cancelled', releasedAt: NOW },
    });
    expect(bank.counts).toEqual({ captured: 0, voided: 1 });
    expect(await mailsOf(id)).toEqual([`order_released:${id}`]);
  });

  it('voids once when five calls come at once', async () => {
    const { id, bank, release } = await paidOrder('queued');
    await Promise.all([release(), release(), release(), release(), release()]);
    expect(bank.counts.voided).toBe(1);
    expect(await eventsOf(id)).toEqual([
      'created',
      'session_opened',
      'payment_authorised',
      'order_cancelled',
      'payment_voided',
    ]);
    expect(await mailsOf(id)).toEqual([`order_released:${id}`]);
  });

  it('leaves an order alone whose eSIM is stored', async () => {
    const { bank, release } = await paidOrder('allocated');
    expect(await release()).toMatchObject({ value: { payment: 'authorised', fulfilment: 'allocated' } });
    expect(bank.counts.voided).toBe(0);
  });

  it('keeps a cancelled order due until the hold is certainly voided', async () => {
    const { id, bank, release } = await paidOrder('queued');
    bank.world.outage = { kind: 'unavailable' };
    await release();
    expect(await orders.readOrder(id)).toMatchObject({
      payment: 'authorised',
      fulfilment: 'cancelled',
      nextActionAt: new Date('2026-11-22T12:00:30Z'),
    });
    expect(await mailsOf(id)).toEqual([]);
    bank.world.outage = undefined;
    expect(await release()).toMatchObject({ value: { payment: 'voided' } });
  });

  it('hands a payment that was captured outside the shop to a person', async () => {
    const { bank, release } = await paidOrder('queued');
    bank.world.payment = { ...bank.world.payment, state: 'captured', captured: 1990, capturable: 0 };
    expect(await release()).toMatchObject({
      value: { payment: 'captured', fulfilment: 'cancelled', refund: 'manual' },
    });
  });

  it('ends as delivered and charged or as released and not charged, whoever wins against the delivery', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id, bank, release, capture } = await paidOrder('queued');
      const deliver = async () => {
        await allocate(orders, id);
        await capture();
      };
      await Promise.all(round % 2 === 0 ? [release(), deliver()] : [deliver(), release()]);
      const order = await orders.readOrder(id);
      const end = { payment: order?.payment, fulfilment: order?.fulfilment, ...bank.counts };
      expect([
        { payment: 'captured', fulfilment: 'delivered', captured: 1, voided: 0 },
        { payment: 'voided', fulfilment: 'cancelled', captured: 0, voided: 1 },
      ]).toContainEqual(end);
    }
  });
});
