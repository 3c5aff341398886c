import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPromotion } from '#lib/checkout/read-promotion';
import { type CheckoutInput, startCheckout } from '#lib/checkout/start-checkout';
import { PRICING } from '#lib/config/pricing';
import { createLinkStore } from '#lib/db/link-store';
import { createOrderStore } from '#lib/db/order-store';
import { toPlanRow } from '#lib/db/plan-row';
import { createPlanStore } from '#lib/db/plan-store';
import { createPromotionStore } from '#lib/db/promotion-store';
import { createRateLimits } from '#lib/db/rate-limits';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { type OrderId, parseOrderId } from '#lib/domain/order';
import { type Plan, parsePlanId } from '#lib/domain/plan';
import { parsePromotionCode } from '#lib/domain/promotion';
import { err, ok } from '#lib/domain/result';
import { settlePayment } from '#lib/orders/settle-payment';
import { clearOrders, requireValue, testOffer } from '#lib/orders/test-fulfilment';
import { createTestPayments, quietLog } from '#lib/orders/test-payments';
import type { CheckoutRequest } from '#lib/payments/port';

const HOUR_MS = 3_600_000;
const SUMMER10 = requireValue(parsePromotionCode('SUMMER10'));
const offer = { ...testOffer('zendit', 'offer-1'), costs: [{ minor: 900, currency: 'EUR', exponent: 2 }] };
const plan: Plan = {
  ...offer,
  id: requireValue(parsePlanId('zendit-offer-1')),
  prices: { EUR: 1495, KWD: 3_550 },
  onSale: true,
};

let database: TestDatabase;
let payPage: 'opens' | 'fails';
let asked: CheckoutRequest[];
let serial = 0;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clearOrders(database);
  await database.db.promotion.deleteMany();
  await createPlanStore(database.db).apply({
    rows: [toPlanRow({ plan, sortPrice: 1495 })],
    withdrawnIds: [],
  });
  await promote({});
  [payPage, asked] = ['opens', []];
  serial += 1;
});

const orders = () => createOrderStore(database.db);
const promote = (change: {
  code?: string;
  percentOff?: number;
  usesMax?: number;
  from?: number;
  to?: number;
}) => {
  const { code = SUMMER10, percentOff = 10, usesMax = 5, from = -1, to = 1 } = change;
  const [startsAt, endsAt] = [from, to].map((hours) => new Date(Date.now() + hours * HOUR_MS));
  const data = { percentOff, usesMax, startsAt: requireValue(startsAt), endsAt: requireValue(endsAt) };
  return database.db.promotion.upsert({ where: { code }, create: { code, ...data }, update: data });
};
const countUses = async () => (await createPromotionStore(database.db).read(SUMMER10))?.uses;

/** A press on the button with the code, at the price with it. */
function pay(changes: Partial<CheckoutInput> = {}) {
  const deps = {
    plans: createPlanStore(database.db),
    findSellable: async () => ({ getOffer: async () => ok(offer) }),
    readRates: async () => undefined,
    pricing: PRICING,
    promotions: createPromotionStore(database.db),
    limits: { take: async () => ({ ok: true }) as const },
    orders: orders(),
    links: createLinkStore(database.db),
    payments: {
      createCheckout: async (request: CheckoutRequest) => {
        asked.push(request);
        const id = `cs_${request.orderId}`;
        return payPage === 'opens'
          ? ok({ id, state: 'open' as const, url: `https://pay.example/${id}` })
          : err({ kind: 'unavailable' as const });
      },
    },
    describePlan: () => 'Japan, 1 GB, 7 days',
    appUrl: 'https://shop.example',
    now: () => new Date(),
    log: quietLog,
  };
  return startCheckout(deps, {
    planId: plan.id,
    currency: 'EUR',
    email: 'ana@example.com',
    locale: 'en',
    quantity: 1,
    promotionCode: 'SUMMER10',
    expectedMinor: 1345,
    clientKey: 'client',
    formKey: `form-${serial}`,
    ...changes,
  });
}

async function payFor(changes: Partial<CheckoutInput> = {}): Promise<OrderId> {
  const started = await pay(changes);
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  return requireValue(parseOrderId(started.value.orderId));
}

const refused = (reason: string) => ({ ok: false, error: { kind: 'promotion_refused', reason } });
const readOrder = async (id: OrderId) => requireValue(await orders().readOrder(id));
const expire = (id: OrderId) =>
  orders().move(id, {
    from: { payment: ['session_open'] },
    set: { payment: 'expired' },
    event: { kind: 'payment_expired' },
  });

describe('a checkout with a promotion code', () => {
  it('holds the price with the discount, and keeps the code and what it took off', async () => {
    const id = await payFor({ quantity: 10 });
    expect(await readOrder(id)).toMatchObject({
      unitPrice: { minor: 1345, currency: 'EUR' },
      promotion: { code: 'SUMMER10', discount: { minor: 150, currency: 'EUR' } },
      price: { minor: 13_450, currency: 'EUR' },
    });
    expect(asked).toMatchObject([{ unitPrice: { minor: 1345, currency: 'EUR' }, quantity: 10 }]);
  });

  it('takes the code as people type it, and in any currency', async () => {
    expect(await pay({ promotionCode: '  summer10 ' })).toMatchObject({ ok: true });
    const dinars = { email: 'ben@example.com', currency: 'KWD', expectedMinor: 3_190 } as const;
    expect(await readOrder(await payFor(dinars))).toMatchObject({
      unitPrice: { minor: 3_190, currency: 'KWD' },
      promotion: { discount: { minor: 360, currency: 'KWD' } },
    });
  });

  it.each(['', '   '])('takes an empty code %j for none', async (promotionCode) => {
    const id = await payFor({ promotionCode, expectedMinor: 1495 });
    expect((await readOrder(id)).promotion).toBeUndefined();
  });

  it.each(['NO-SUCH', 'SOMMER🌞', 'A'.repeat(10_000), '\' OR 1=1; DROP TABLE "Order";--', 'S\0MMER'])(
    'does not know %j, and nothing is stored',
    async (promotionCode) => {
      expect(await pay({ promotionCode })).toEqual(refused('unknown'));
      expect(await database.db.order.count()).toBe(0);
    },
  );

  it.each([
    ['not_yet', { from: 1, to: 2 }],
    ['over', { from: -2, to: -1 }],
  ])('refuses a code that is %s', async (reason, time) => {
    await promote(time);
    expect(await pay()).toEqual(refused(reason));
    expect(await database.db.order.count()).toBe(0);
  });

  it('charges no price that was not shown, with the code or without it', async () => {
    const changed = (minor: number) => ({
      ok: false,
      error: { kind: 'price_changed', price: { minor, currency: 'EUR' } },
    });
    expect(await pay({ expectedMinor: 1495 })).toEqual(changed(1345));
    expect(await pay({ promotionCode: '' })).toEqual(changed(1495));
    await promote({ code: 'HALF', percentOff: 50 });
    expect(await pay({ promotionCode: 'HALF' })).toEqual(changed(747));
    expect(await database.db.order.count()).toBe(0);
  });
});

describe('a code that is tried before anything is bought', () => {
  const tryCode = (typed: string, clientKey: string) =>
    readPromotion(
      { promotions: createPromotionStore(database.db), limits: createRateLimits(database.db) },
      { typed, clientKey },
    );

  it('is answered with what it takes off, or why it takes nothing', async () => {
    expect(await tryCode(' summer10', 'ana')).toMatchObject({ ok: true, value: { percentOff: 10 } });
    expect(await tryCode('NO-SUCH', 'ana')).toEqual(refused('unknown'));
    await promote({ usesMax: 1 });
    await payFor();
    expect(await tryCode('SUMMER10', 'ana')).toEqual(refused('used_up'));
  });

  it('cannot be found by trying', async () => {
    for (let tries = 0; tries < 30; tries += 1) await tryCode(`GUESS-${tries}`, 'guesser');
    expect(await tryCode('SUMMER10', 'guesser')).toMatchObject({ error: { kind: 'too_many' } });
    expect(await tryCode('SUMMER10', 'ben')).toMatchObject({ ok: true });
  });
});

describe('the uses of a code', () => {
  it('are as many as it has, and one for each customer', async () => {
    await promote({ usesMax: 2 });
    await payFor();
    expect(await pay({ formKey: 'another form' })).toEqual(refused('used_by_you'));
    await payFor({ email: 'ben@example.com' });
    expect(await pay({ email: 'cleo@example.com' })).toEqual(refused('used_up'));
    expect(await countUses()).toBe(2);
  });

  it('do not refuse a form that was sent twice its own order, even after the code has ended', async () => {
    await promote({ usesMax: 1 });
    const [first, second] = await Promise.all([payFor(), payFor()]);
    expect(second).toBe(first);
    await createPromotionStore(database.db).end(SUMMER10);
    expect(await payFor()).toBe(first);
  });

  it('are another order for another code in the same form, even at the same price', async () => {
    await promote({ code: 'FRIENDS', percentOff: 10 });
    const [first, second] = [await payFor(), await payFor({ promotionCode: 'FRIENDS' })];
    expect((await readOrder(second)).promotion?.code).toBe('FRIENDS');
    expect(second).not.toBe(first);
  });

  it('come back with an order that is not paid, and with a pay page that does not open', async () => {
    await promote({ usesMax: 1 });
    await expire(await payFor());
    payPage = 'fails';
    expect(await pay({ email: 'ben@example.com' })).toMatchObject({ error: { kind: 'payment_unavailable' } });
    payPage = 'opens';
    expect(await countUses()).toBe(0);
    expect(await pay()).toMatchObject({ ok: true });
  });

  it('stay with whoever had them next when the first order is paid too late: that hold is given back', async () => {
    await promote({ usesMax: 1 });
    const late = await payFor();
    await expire(late);
    await payFor({ email: 'ben@example.com' });
    const { payments, world } = createTestPayments(late);
    world.payment = { ...world.payment, amount: { minor: 1345, currency: 'EUR' }, capturable: 1345 };
    const settled = await settlePayment(
      { orders: orders(), payments, promiseMinutes: 15, now: () => new Date(), log: quietLog },
      late,
    );
    expect(settled).toMatchObject({ value: { payment: 'authorised', lines: [{ fulfilment: 'cancelled' }] } });
    await orders().move(late, {
      from: { payment: ['authorised'] },
      set: { payment: 'voided' },
      event: { kind: 'payment_voided' },
    });
    expect(await countUses()).toBe(1);
  });
});
