import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import {
  clearOrders,
  createFulfilmentWorld,
  type FulfilmentWorld,
  insertPaidOrder,
  PAID_AT,
  testOffer,
} from '#lib/orders/test-fulfilment';
import { createMemoryProvider, type MemoryProvider } from '#lib/providers/memory/memory-provider';

let database: TestDatabase;
let wholesaler: MemoryProvider;
let world: FulfilmentWorld;
let id: OrderId;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clearOrders(database);
  wholesaler = createMemoryProvider({ id: 'zendit', offers: [testOffer('zendit', 'offer-1')] });
  world = createFulfilmentWorld(database, wholesaler);
  id = await insertPaidOrder(world.orders);
});

const bought = () => wholesaler.purchases().map(({ key }) => key);
const turn = async (ms = 0) => {
  world.later(ms);
  await world.advance(id);
  return world.read(id);
};
/** The process dies after the call went out: the answer is never written down. */
const crashWhileSending = async ({ executed }: { executed: boolean }) => {
  const { purchase } = wholesaler;
  wholesaler.purchase = async (request) => {
    if (executed) await purchase(request);
    throw new Error('the process died');
  };
  await expect(world.advance(id)).rejects.toThrow('the process died');
  wholesaler.purchase = purchase;
};

describe('an order at a wholesaler that takes our key', () => {
  it('is looked for three times after it was given up, whatever was not found before', async () => {
    await crashWhileSending({ executed: false });
    expect(await turn(899_000)).toMatchObject({ fulfilment: 'sending', notFoundCount: 1 });
    const looks = [];
    for (const ms of [1_000, 300_000, 300_000, 300_000]) looks.push(await turn(ms));
    expect(looks.map(({ fulfilment, notFoundCount }) => `${fulfilment} ${notFoundCount}`)).toEqual([
      ...['cancelled 0', 'cancelled 1', 'cancelled 2', 'cancelled 3'],
    ]);
    expect((await world.eventsOf(id)).at(-1)).toBe('late_purchase_never_arrived');
    expect(looks.at(-1)?.nextActionAt).toBeUndefined();
  });

  it('is bought once, found, stored, captured and delivered', async () => {
    expect(await turn()).toMatchObject({ fulfilment: 'placed', placedAt: PAID_AT, attempts: 1 });
    expect(await turn(1_000)).toMatchObject({ fulfilment: 'delivered', payment: 'captured' });
    expect(bought()).toEqual([`o-${id}-1-1`]);
    expect(await world.eventsOf(id)).toEqual([
      'created',
      'session_opened',
      'payment_authorised',
      'purchase_sending',
      'purchase_accepted',
      'esim_allocated',
      'payment_captured',
    ]);
  });

  it('is looked up and not bought again after a crash during the call', async () => {
    await crashWhileSending({ executed: true });
    expect(await world.read(id)).toMatchObject({ fulfilment: 'sending' });
    expect(await turn(90_000)).toMatchObject({ fulfilment: 'delivered' });
    expect(bought()).toEqual([`o-${id}-1-1`]);
  });

  it('is found when the answer to the call was lost', async () => {
    wholesaler.behaviour.purchase = { error: { kind: 'unknown_outcome' }, executed: true };
    wholesaler.behaviour.outcome = 'pending';
    expect(await turn()).toMatchObject({ fulfilment: 'unknown' });
    expect(await turn(1_000)).toMatchObject({ fulfilment: 'placed' });
    wholesaler.behaviour.outcome = 'ready';
    expect(await turn(1_000)).toMatchObject({ fulfilment: 'delivered' });
    expect(bought()).toEqual([`o-${id}-1-1`]);
  });

  it('is sent again under the same key only after it was not known twice, ten seconds apart', async () => {
    wholesaler.behaviour.purchase = { error: { kind: 'unknown_outcome' }, executed: false };
    await turn();
    const once = await turn(1_000);
    expect(once).toMatchObject({
      fulfilment: 'unknown',
      notFoundCount: 1,
      nextActionAt: new Date('2025-11-22T12:00:11Z'),
    });
    expect(await turn(10_000)).toMatchObject({ fulfilment: 'queued', notFoundCount: 0 });
    expect(bought()).toEqual([]);
    wholesaler.behaviour.purchase = undefined;
    await turn();
    expect(await turn(1_000)).toMatchObject({ fulfilment: 'delivered', attempts: 2 });
    expect(bought()).toEqual([`o-${id}-1-1`]);
  });

  it('does not count a missing look-up that was followed by a found one', async () => {
    wholesaler.behaviour.outcome = 'pending';
    await turn();
    const { findPurchase } = wholesaler;
    wholesaler.findPurchase = async () => ({ ok: true, value: { kind: 'not_found' } });
    expect(await turn(1_000)).toMatchObject({ fulfilment: 'placed', notFoundCount: 1 });
    wholesaler.findPurchase = findPurchase;
    expect(await turn(1_000)).toMatchObject({ fulfilment: 'placed', notFoundCount: 0 });
  });

  it('is held, and keeps its key, when the call itself is refused for an empty wallet', async () => {
    wholesaler.behaviour.purchase = { error: { kind: 'rejected', reason: 'wallet' }, executed: false };
    expect(await turn()).toMatchObject({
      fulfilment: 'held',
      holdReason: 'wallet',
      purchaseKey: `o-${id}-1-1`,
      nextActionAt: new Date('2025-11-22T12:00:30Z'),
    });
    expect(world.suspended).toEqual(['wallet']);
    wholesaler.behaviour.purchase = undefined;
    expect(await turn(30_000)).toMatchObject({ fulfilment: 'queued' });
    await turn();
    expect(await turn(1_000)).toMatchObject({ fulfilment: 'delivered' });
    expect(bought()).toEqual([`o-${id}-1-1`]);
  });

  it('gets a new key only after the wholesaler closed the old one as failed', async () => {
    wholesaler.behaviour.outcome = { failed: 'wallet' };
    await turn();
    expect(await turn(1_000)).toMatchObject({
      fulfilment: 'held',
      holdReason: 'wallet',
      purchaseKey: `o-${id}-1-2`,
      notFoundCount: 0,
    });
    wholesaler.behaviour.outcome = 'ready';
    await turn(30_000);
    await turn();
    expect(await turn(1_000)).toMatchObject({ fulfilment: 'delivered' });
    expect(bought()).toEqual([`o-${id}-1-1`, `o-${id}-1-2`]);
  });

  it('waits as long as the wholesaler asks, but not beyond the promise', async () => {
    wholesaler.behaviour.purchase = { error: { kind: 'unavailable', retryAfterMs: 20_000 }, executed: false };
    expect(await turn()).toMatchObject({
      fulfilment: 'queued',
      nextActionAt: new Date('2025-11-22T12:00:20Z'),
    });
    wholesaler.behaviour.purchase = {
      error: { kind: 'unavailable', retryAfterMs: 3_600_000 },
      executed: false,
    };
    expect(await turn(20_000)).toMatchObject({ nextActionAt: new Date('2025-11-22T12:15:00Z') });
  });

  it('is released at once when the offer was withdrawn', async () => {
    wholesaler.offer([]);
    expect(await turn()).toMatchObject({ payment: 'voided', fulfilment: 'cancelled' });
    expect(await world.eventsOf(id)).toEqual([
      'created',
      'session_opened',
      'payment_authorised',
      'purchase_sending',
      'line_given_up',
      'payment_voided',
    ]);
  });

  it('is released when the promise ends, without another call', async () => {
    wholesaler.behaviour.outcome = 'pending';
    await turn();
    expect(await turn(900_000)).toMatchObject({ payment: 'voided', fulfilment: 'cancelled' });
    expect((await world.eventsOf(id)).slice(-2)).toEqual(['lines_given_up', 'payment_voided']);
    expect(bought()).toHaveLength(1);
  });

  it('waits for a person when the wholesaler names an eSIM that another order owns', async () => {
    await turn();
    await turn(1_000);
    const first = await wholesaler.findPurchase({ key: `o-${id}-1-1` });
    const second = await insertPaidOrder(world.orders);
    wholesaler.findPurchase = async () => first;
    await world.advance(second);
    await world.advance(second);
    expect(await world.read(second)).toMatchObject({ fulfilment: 'held', holdReason: 'review' });
    expect(world.suspended).toEqual([]);
    expect(world.alarms).toEqual(['An order needs a person']);
  });

  it('is held while the wholesaler is not configured', async () => {
    const closed = createFulfilmentWorld(database, undefined);
    await closed.advance(id);
    expect(await closed.read(id)).toMatchObject({ fulfilment: 'held', holdReason: 'breaker' });
  });
});

describe('a purchase that arrives after its order was released', () => {
  beforeEach(async () => {
    wholesaler.behaviour.outcome = 'pending';
    await turn();
    await turn(900_000);
  });

  it('is given back to the wholesaler once, and watched until it is', async () => {
    let asked = 0;
    const { refund } = wholesaler;
    wholesaler.refund = (purchase) => {
      asked += 1;
      return refund(purchase);
    };
    expect(await turn()).toMatchObject({ nextActionAt: new Date('2025-11-22T12:20:00Z') });
    wholesaler.behaviour.outcome = 'ready';
    expect(await turn(300_000)).toMatchObject({ nextActionAt: new Date('2025-11-22T12:25:00Z') });
    wholesaler.behaviour.refund = { kind: 'done' };
    expect((await turn(300_000)).nextActionAt).toBeUndefined();
    expect(asked).toBe(1);
    expect((await world.eventsOf(id)).at(-1)).toBe('esim_returned');
  });

  it('is reported when the wholesaler does not take it back', async () => {
    wholesaler.behaviour.outcome = 'ready';
    wholesaler.behaviour.refund = { kind: 'refused' };
    expect((await turn()).nextActionAt).toBeUndefined();
    expect((await world.eventsOf(id)).at(-1)).toBe('esim_not_returned');
    expect(world.alarms).toEqual(['An eSIM could not be given back']);
  });

  it('is looked for once by a shop that was down for longer than a day', async () => {
    wholesaler.behaviour.outcome = 'ready';
    wholesaler.behaviour.refund = { kind: 'done' };
    expect((await turn(26 * 3_600_000)).nextActionAt).toBeUndefined();
    expect((await world.eventsOf(id)).at(-1)).toBe('esim_returned');
  });

  it('is no longer watched after a day', async () => {
    expect((await turn(25 * 3_600_000 + 1)).nextActionAt).toBeUndefined();
    expect((await world.eventsOf(id)).at(-1)).toBe('watch_ended');
  });
});
