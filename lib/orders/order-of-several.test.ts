import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { type OrderId, toOrderStage } from '#lib/domain/order';
import {
  clearOrders,
  createFulfilmentWorld,
  type FulfilmentWorld,
  insertPaidOrder,
  testOffer,
} from '#lib/orders/test-fulfilment';
import { createWarehouse } from '#lib/orders/test-warehouse';
import { createMemoryProvider, type MemoryProvider } from '#lib/providers/memory/memory-provider';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => clearOrders(database));

const mailsOf = async (orderId: OrderId) =>
  (await database.db.mail.findMany({ where: { orderId } })).map((mail) => mail.dedupeKey);

describe('an order of three', () => {
  let wholesaler: MemoryProvider;
  let world: FulfilmentWorld;
  let id: OrderId;

  beforeEach(async () => {
    wholesaler = createMemoryProvider({ id: 'zendit', offers: [testOffer('zendit', 'offer-1')] });
    world = createFulfilmentWorld(database, wholesaler);
    id = await insertPaidOrder(world.orders, { quantity: 3 });
  });

  const turn = async (ms = 0) => {
    world.later(ms);
    await world.advance(id);
    return world.readOrder(id);
  };
  const neverDeliver = (...slots: number[]) => {
    const { findPurchase } = wholesaler;
    wholesaler.findPurchase = async (sought) =>
      slots.some((slot) => sought.key === `o-${id}-${slot}-1`)
        ? { ok: true, value: { kind: 'pending' } }
        : findPurchase(sought);
  };
  const states = async () => (await world.readOrder(id)).lines.map((line) => line.fulfilment);

  it('buys each under a key of its own, and takes the whole price once when all are here', async () => {
    expect(await turn()).toMatchObject({ quantity: 3, price: { minor: 2970 }, payment: 'authorised' });
    expect(await turn(1_000)).toMatchObject({ payment: 'captured', capturedMinor: 2970 });
    expect(await states()).toEqual(['delivered', 'delivered', 'delivered']);
    expect(wholesaler.purchases().map(({ key }) => key)).toEqual([
      `o-${id}-1-1`,
      `o-${id}-2-1`,
      `o-${id}-3-1`,
    ]);
    expect(new Set((await world.esims.listOf(id)).map(({ iccid }) => iccid)).size).toBe(3);
    expect(await mailsOf(id)).toEqual([`order_ready:${id}`]);
  });

  it('shows the two that are here, and charges for them alone when the promise ends', async () => {
    neverDeliver(3);
    await turn();
    const shown = await turn(1_000);
    expect(await states()).toEqual(['delivered', 'delivered', 'placed']);
    expect(shown.payment).toBe('authorised');
    expect(toOrderStage(shown)).toBe('ready');
    expect(world.bank.settled()).toEqual([]);
    expect(await mailsOf(id)).toEqual([]);

    const ended = await turn(899_000);
    expect(ended).toMatchObject({ payment: 'captured', capturedMinor: 1980, price: { minor: 2970 } });
    expect(await states()).toEqual(['delivered', 'delivered', 'cancelled']);
    expect(ended.nextActionAt).toBeUndefined();
    // One capture of less than is on hold and no void: the capture itself releases the rest.
    expect(world.bank.settled()).toMatchObject([{ id: `pi_${id}`, state: 'captured', captured: 1980 }]);
    expect(await mailsOf(id)).toEqual([`order_ready:${id}`]);
  });

  it('goes on watching the purchase that was given up, and gives back what arrives late', async () => {
    const { findPurchase } = wholesaler;
    neverDeliver(2);
    await turn();
    await turn(1_000);
    await turn(899_000);
    wholesaler.findPurchase = findPurchase;
    wholesaler.behaviour.refund = { kind: 'done' };
    const { lines, payment } = await turn(1_000);
    expect(lines).toMatchObject([{ giveBack: 'none' }, { giveBack: 'done' }, { giveBack: 'none' }]);
    expect(payment).toBe('captured');
    expect((await world.eventsOf(id)).at(-1)).toBe('esim_returned');
  });

  it('is charged for the others at once when one is refused for good', async () => {
    const { purchase } = wholesaler;
    wholesaler.purchase = (request) =>
      purchase(request.key === `o-${id}-1-1` ? { ...request, offerId: 'withdrawn' } : request);
    await turn();
    expect(await turn(1_000)).toMatchObject({ payment: 'captured', capturedMinor: 1980 });
    expect(await states()).toEqual(['cancelled', 'delivered', 'delivered']);
  });

  it('is released whole when none arrives', async () => {
    neverDeliver(1, 2, 3);
    await turn();
    expect(await turn(900_000)).toMatchObject({ payment: 'voided' });
    expect(await states()).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(world.bank.settled()).toMatchObject([{ state: 'voided', captured: 0 }]);
    expect(await mailsOf(id)).toEqual([`order_released:${id}`]);
  });

  it('does each step of its completion once when five workers come at once', async () => {
    neverDeliver(3);
    await turn();
    const { completeOrder } = world.deps;
    world.deps.completeOrder = async () => undefined;
    await turn(1_000);
    const five = () => Promise.all(Array.from({ length: 5 }, () => completeOrder(id)));
    await five();
    world.later(899_000);
    await five();
    expect(await world.eventsOf(id)).toEqual([
      ...['created', 'session_opened', 'payment_authorised'],
      ...['purchase_sending', 'purchase_accepted', 'purchase_sending', 'purchase_accepted'],
      ...['purchase_sending', 'purchase_accepted', 'esim_allocated', 'esim_allocated'],
      ...['esims_shown', 'lines_given_up', 'payment_captured'],
    ]);
    expect(world.bank.settled()).toMatchObject([{ captured: 1980 }]);
  });
});

describe('an order of three at a wholesaler without keys of ours', () => {
  it('is bought three times and gets three different eSIMs, one a line', async () => {
    const warehouse = createWarehouse(['plan-1'], () => world.clock.now);
    const world: FulfilmentWorld = createFulfilmentWorld(database, warehouse.provider);
    const id = await insertPaidOrder(world.orders, { provider: 'zim', offerId: 'plan-1', quantity: 3 });
    for (const pauseMs of [0, 2_000, 2_000, 2_000]) {
      world.later(pauseMs);
      await Promise.all([world.advance(id), world.advance(id)]);
    }
    expect(await world.readOrder(id)).toMatchObject({ payment: 'captured', capturedMinor: 2970 });
    expect(warehouse.bought()).toBe(3);
    const esims = await world.esims.listOf(id);
    expect(esims.map(({ lineId }) => lineId)).toEqual([`${id}-1`, `${id}-2`, `${id}-3`]);
    expect(new Set(esims.map(({ subscriptionRef }) => subscriptionRef)).size).toBe(3);
    const pool = await database.db.poolItem.findMany({ where: { origin: 'ours' } });
    expect(pool.map(({ lineId }) => lineId).toSorted()).toEqual([`${id}-1`, `${id}-2`, `${id}-3`]);
  });
});
