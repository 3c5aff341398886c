import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLineStore } from '#lib/db/line-store';
import { createOrderStore } from '#lib/db/order-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId } from '#lib/domain/order';
import { type Plan, parsePlanId } from '#lib/domain/plan';
import { known } from '#lib/domain/result';
import { acceptSubstitute, findSubstitute } from '#lib/orders/substitute';
import {
  clearOrders,
  insertPaidOrder,
  PAID_AT,
  readLineOf,
  requireValue,
  testOffer,
} from '#lib/orders/test-fulfilment';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

const toPlan = (provider: Plan['provider'], change: Partial<Plan> = {}): Plan => ({
  ...testOffer(provider, 'offer-1'),
  id: requireValue(parsePlanId(`${provider}-offer-1`)),
  prices: { EUR: 990 },
  onSale: true,
  costs: [{ currency: 'USD', minor: 500, exponent: 2 }],
  ...change,
});
const sold = toPlan('zendit');
const as = (planId: string) => requireValue(parsePlanId(planId));

describe('a substitute', () => {
  let now: Date;
  let shelf: Plan[];
  let id: OrderId;
  const wait = (seconds: number) => {
    now = new Date(PAID_AT.getTime() + seconds * 1_000);
  };
  const orders = () => createOrderStore(database.db);
  const deps = () => ({
    plans: { read: async () => sold, listReplacements: async () => shelf },
    lines: createLineStore(database.db),
    orders: orders(),
    dearerBps: 2_500,
    now: () => now,
  });
  const readOrder = async () => requireValue(await orders().readOrder(id));
  const find = async () => findSubstitute(deps(), await readOrder(), await readLineOf(orders(), id));
  /** The line is the first one, as it stands on a page that was read before. */
  const accept = async (planId: string) =>
    acceptSubstitute(deps(), {
      order: await readOrder(),
      line: await readLineOf(orders(), id),
      planId: as(planId),
    });

  beforeEach(async () => {
    await clearOrders(database);
    shelf = [toPlan('zim', { hotspot: known(true), validityDays: 30 })];
    id = await insertPaidOrder(orders());
    wait(180);
  });

  it('is offered from the third minute to the end of the promise, with every difference', async () => {
    wait(179);
    expect(await find()).toBeUndefined();
    wait(180);
    expect(await find()).toMatchObject({
      plan: { id: 'zim-offer-1' },
      differences: [
        { kind: 'days', had: 7, has: 30 },
        { kind: 'hotspot', had: 'not_stated', has: 'yes' },
      ],
    });
    wait(900);
    expect(await find()).toBeUndefined();
  });

  it('is offered at once where the wholesaler cannot sell', async () => {
    wait(1);
    await database.db.orderLine.updateMany({ data: { fulfilment: 'held', holdReason: 'wallet' } });
    expect(await find()).toMatchObject({ plan: { id: 'zim-offer-1' } });
  });

  it('takes the place of the late line, is bought at once, and is not replaced again', async () => {
    expect(await accept('zim-offer-1')).toEqual({ ok: true, value: `${id}-2` });
    const { lines, price } = await readOrder();
    expect(lines).toMatchObject([
      { slot: 1, fulfilment: 'cancelled', plan: { planId: 'zendit-offer-1' } },
      { slot: 1, fulfilment: 'queued', plan: { planId: 'zim-offer-1' }, nextActionAt: now },
    ]);
    expect(price.minor).toBe(990);
    const second = requireValue(lines[1]);
    expect(await findSubstitute(deps(), await readOrder(), second)).toBeUndefined();
  });

  it('is taken once, however often the button was pressed', async () => {
    const answers = await Promise.all([accept('zim-offer-1'), accept('zim-offer-1')]);
    expect(answers).toContainEqual({ ok: true, value: `${id}-2` });
    expect(await accept('zim-offer-1')).toEqual({ ok: true, value: `${id}-2` });
    expect((await readOrder()).lines).toHaveLength(2);
  });

  it('is not taken for another one that was named before', async () => {
    expect(await accept('zim-offer-2')).toEqual({ ok: false, error: { kind: 'offer_changed' } });
    expect((await readOrder()).lines).toHaveLength(1);
  });

  it.each(['allocated', 'cancelled'] as const)('comes too late for a line that is %s', async (fulfilment) => {
    await database.db.orderLine.updateMany({ data: { fulfilment } });
    expect(await accept('zim-offer-1')).toEqual({ ok: false, error: { kind: 'too_late' } });
    expect((await readOrder()).lines).toHaveLength(1);
  });
});
