import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SUBSTITUTES } from '#lib/config/substitutes';
import { toPlanRow } from '#lib/db/plan-row';
import { createPlanStore } from '#lib/db/plan-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import { GIGABYTE, type Plan, type PlanId, type ProviderId, parsePlanId } from '#lib/domain/plan';
import { acceptSubstitute, findSubstitute } from '#lib/orders/substitute';
import {
  clearOrders,
  createFulfilmentWorld,
  type FulfilmentWorld,
  insertPaidOrder,
  requireValue,
  testOffer,
} from '#lib/orders/test-fulfilment';
import { createWarehouse } from '#lib/orders/test-warehouse';
import { createMemoryProvider, type MemoryProvider } from '#lib/providers/memory/memory-provider';

let database: TestDatabase;
let wholesalers: { zendit: MemoryProvider; zim: MemoryProvider };
let world: FulfilmentWorld;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clearOrders(database);
  await database.db.plan.deleteMany();
  const warehouse = createWarehouse(['plan-1'], () => world.clock.now);
  wholesalers = {
    zendit: createMemoryProvider({ id: 'zendit', offers: [testOffer('zendit', 'offer-1')] }),
    zim: warehouse.provider,
  };
  world = createFulfilmentWorld(database, undefined);
  world.deps.findProvider = ({ plan }) => wholesalers[plan.provider];
  await shelve('zendit', 'offer-1', 990);
});

const MINUTE = 60_000;
const planId = (provider: ProviderId, offerId: string) => requireValue(parsePlanId(`${provider}-${offerId}`));
const shelve = async (provider: ProviderId, offerId: string, minor: number, change: Partial<Plan> = {}) => {
  const costs = [{ minor: 500, currency: 'USD', exponent: 2 }];
  const plan: Plan = {
    ...{ ...testOffer(provider, offerId), costs, id: planId(provider, offerId) },
    ...{ prices: { EUR: minor }, onSale: true, ...change },
  };
  await createPlanStore(database.db).apply({
    rows: [toPlanRow({ plan, sortPrice: minor })],
    withdrawnIds: [],
  });
};
const substituteDeps = () => ({
  plans: createPlanStore(database.db),
  lines: world.lines,
  orders: world.orders,
  ...SUBSTITUTES,
  now: () => world.clock.now,
});
const find = async (id: OrderId) => {
  const order = await world.readOrder(id);
  return (await findSubstitute(substituteDeps(), order, requireValue(order.lines[0])))?.plan.id;
};
const accept = async (id: OrderId, wanted: PlanId) => {
  const order = await world.readOrder(id);
  return acceptSubstitute(substituteDeps(), { order, line: requireValue(order.lines[0]), planId: wanted });
};
const waiting = async (provider: ProviderId = 'zendit') => {
  wholesalers[provider].behaviour.outcome = 'pending';
  const offerId = provider === 'zendit' ? 'offer-1' : 'plan-1';
  const id = await insertPaidOrder(world.orders, { provider, offerId });
  await world.advance(id);
  return id;
};

describe('the offer of a substitute', () => {
  it('is made from the third minute to the end of the promise', async () => {
    await shelve('zim', 'plan-1', 990);
    const id = await waiting();
    world.later(3 * MINUTE - 1);
    expect(await find(id)).toBeUndefined();
    world.later(1);
    expect(await find(id)).toBe('zim-plan-1');
    world.later(12 * MINUTE - 1);
    expect(await find(id)).toBe('zim-plan-1');
    world.later(1);
    expect(await find(id)).toBeUndefined();
  });

  it('is made at once when the wholesaler cannot sell', async () => {
    await shelve('zim', 'plan-1', 990);
    wholesalers.zendit.behaviour.purchase = {
      error: { kind: 'rejected', reason: 'wallet' },
      executed: false,
    };
    const id = await waiting();
    expect(await world.read(id)).toMatchObject({ fulfilment: 'held' });
    expect(await find(id)).toBe('zim-plan-1');
  });

  it('is not made once the eSIM is here', async () => {
    await shelve('zim', 'plan-1', 990);
    const id = await waiting();
    wholesalers.zendit.behaviour.outcome = 'ready';
    world.later(3 * MINUTE);
    await world.advance(id);
    expect(await find(id)).toBeUndefined();
  });

  it.each([
    [1237, 'zim-plan-1'],
    [1238, undefined],
  ])('costs at most a quarter more than what was sold: %i', async (minor, expected) => {
    await shelve('zim', 'plan-1', minor);
    const id = await waiting();
    world.later(3 * MINUTE);
    expect(await find(id)).toBe(expected);
  });

  it('goes by the list price where a promotion code took half of it off', async () => {
    await database.db.promotion.create({
      data: { code: 'HALF', percentOff: 50, usesMax: 1, endsAt: world.clock.now },
    });
    await shelve('zim', 'plan-1', 1237);
    const id = await waiting();
    await database.db.order.update({
      where: { id },
      data: { promotionCode: 'HALF', discountMinor: 495, unitPriceMinor: 495, priceMinor: 495 },
    });
    world.later(3 * MINUTE);
    expect(await find(id)).toBe('zim-plan-1');
    expect((await world.readOrder(id)).price.minor).toBe(495);
  });

  it('has a price in the currency of the order, and is on sale', async () => {
    await shelve('zim', 'plan-1', 990, { prices: { USD: 990 } });
    await shelve('zim', 'plan-2', 990, { onSale: false });
    const id = await waiting();
    world.later(3 * MINUTE);
    expect(await find(id)).toBeUndefined();
  });

  it('goes by what was sold, not by what the catalogue says of it since', async () => {
    await shelve('zim', 'plan-1', 890, { data: { kind: 'limited', bytes: GIGABYTE / 2 } });
    const id = await waiting();
    await shelve('zendit', 'offer-1', 990, {
      data: { kind: 'limited', bytes: GIGABYTE / 2 },
      validityDays: 1,
    });
    world.later(3 * MINUTE);
    expect(await find(id)).toBeUndefined();
  });
});

describe('taking a substitute', () => {
  beforeEach(() => shelve('zim', 'plan-1', 990));

  it('takes the one that was named, and no other', async () => {
    const id = await waiting();
    world.later(3 * MINUTE);
    expect(await accept(id, planId('zim', 'plan-9'))).toEqual({
      ok: false,
      error: { kind: 'offer_changed' },
    });
    expect((await world.readOrder(id)).lines).toHaveLength(1);
    expect(await accept(id, planId('zim', 'plan-1'))).toEqual({ ok: true, value: `${id}-2` });
  });

  it('comes too late when the eSIM arrived after the page was drawn, and when the promise is over', async () => {
    const id = await waiting();
    world.later(3 * MINUTE);
    const order = await world.readOrder(id);
    wholesalers.zendit.behaviour.outcome = 'ready';
    await world.advance(id);
    const stale = { order, line: requireValue(order.lines[0]), planId: planId('zim', 'plan-1') };
    const tooLate = { ok: false, error: { kind: 'too_late' } };
    expect(await acceptSubstitute(substituteDeps(), stale)).toEqual(tooLate);
    const other = await waiting();
    world.later(15 * MINUTE);
    expect(await accept(other, planId('zim', 'plan-1'))).toEqual(tooLate);
  });

  it('replaces the line once, however often it is pressed at once, and every press is told so', async () => {
    const id = await waiting();
    world.later(3 * MINUTE);
    const answers = await Promise.all(Array.from({ length: 5 }, () => accept(id, planId('zim', 'plan-1'))));
    expect(answers).toEqual(Array(5).fill({ ok: true, value: `${id}-2` }));
    expect((await world.readOrder(id)).lines.map((line) => line.fulfilment)).toEqual(['cancelled', 'queued']);
    expect((await world.eventsOf(id)).filter((kind) => kind === 'line_replaced')).toHaveLength(1);
  });

  it('delivers and charges the substitute at the price that was paid, and gives back what still comes', async () => {
    const id = await waiting();
    world.later(3 * MINUTE);
    await accept(id, planId('zim', 'plan-1'));
    wholesalers.zendit.behaviour.refund = { kind: 'done' };
    wholesalers.zendit.behaviour.outcome = 'ready';
    await world.advance(id);
    world.later(2_000);
    await world.advance(id);
    expect(await world.readOrder(id)).toMatchObject({
      payment: 'captured',
      capturedMinor: 990,
      lines: [
        { fulfilment: 'cancelled', giveBack: 'done' },
        { fulfilment: 'delivered', plan: { provider: 'zim', offerId: 'plan-1' }, slot: 1 },
      ],
    });
    expect(await world.esims.listOf(id)).toMatchObject([{ lineId: `${id}-2`, provider: 'zim' }]);
  });

  it('leaves what a wholesaler with a pool still sends to the next buyer', async () => {
    // The stand-ins number their eSIMs alike: without this both would hand out the same one.
    await wholesalers.zendit.purchase({ key: 'another', offerId: 'offer-1', currency: 'USD' });
    const id = await waiting('zim');
    world.later(3 * MINUTE);
    expect(await accept(id, planId('zendit', 'offer-1'))).toMatchObject({ ok: true });
    await world.advance(id);
    world.later(2_000);
    await world.advance(id);
    expect(await world.readOrder(id)).toMatchObject({
      payment: 'captured',
      lines: [{}, { fulfilment: 'delivered' }],
    });
    wholesalers.zim.behaviour.outcome = 'ready';
    const next = await insertPaidOrder(world.orders, {
      provider: 'zim',
      offerId: 'plan-1',
      at: world.clock.now,
    });
    await world.advance(next);
    expect(await world.read(next)).toMatchObject({ fulfilment: 'delivered', attempts: 0 });
    expect(wholesalers.zim.purchases()).toHaveLength(1);
  });
});
