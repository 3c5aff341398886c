import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { priceOffers } from '#lib/catalogue/price-offers';
import { type CheckoutInput, startCheckout } from '#lib/checkout/start-checkout';
import { PRICING } from '#lib/config/pricing';
import { createLinkStore } from '#lib/db/link-store';
import { createOrderStore } from '#lib/db/order-store';
import { toPlanRow } from '#lib/db/plan-row';
import { createPlanStore } from '#lib/db/plan-store';
import { createPromotionStore } from '#lib/db/promotion-store';
import { createRateLimits } from '#lib/db/rate-limits';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { parseCountry } from '#lib/domain/country';
import { parseOrderId } from '#lib/domain/order';
import { GIGABYTE, type Offer } from '#lib/domain/plan';
import { err, ok, type Result, unknown } from '#lib/domain/result';
import { settlePayment } from '#lib/orders/settle-payment';
import { quietLog } from '#lib/orders/test-payments';
import { createStripePayments } from '#lib/payments/stripe/index';
import type { ReadError } from '#lib/providers/port';
import { card, keys, type Merchant, openMerchant } from '../../sandbox/stripe/tests/open-merchant.ts';

const japan = parseCountry('JP');
if (!japan) throw new Error('JP is a country');
/** Fixed here, so that a founder may change the shop's own figures. */
const SETTINGS = { ...PRICING, marginBps: 3_500, taxBps: 1_900 };
const OFFER: Offer = {
  provider: 'zim',
  offerId: 'plan_japan',
  place: { kind: 'country', code: japan },
  coverage: { kind: 'listed', countries: [{ code: japan, speeds: unknown }] },
  data: { kind: 'limited', bytes: 10 * GIGABYTE },
  validityDays: 30,
  speeds: unknown,
  hotspot: unknown,
  topUp: unknown,
  voiceMinutes: unknown,
  sms: unknown,
  start: 'not_stated',
  notes: '',
  costs: [{ minor: 900, currency: 'EUR', exponent: 2 }],
};

let database: TestDatabase;
let merchant: Merchant;
let answer: Result<Offer, ReadError>;
let sellable = true;
let client = 0;

beforeAll(async () => {
  [database, merchant] = await Promise.all([startTestDatabase(), openMerchant()]);
});
afterAll(() => Promise.all([database.close(), merchant.close()]));
beforeEach(async () => {
  await merchant.control({ reset: true });
  const { records } = priceOffers([OFFER], { settings: SETTINGS, rates: undefined, now: new Date() });
  await plans().apply({ rows: records.map(toPlanRow), withdrawnIds: [] });
  [answer, sellable] = [ok(OFFER), true];
  client += 1;
});

const plans = () => createPlanStore(database.db);
const orders = () => createOrderStore(database.db);
const payments = () =>
  createStripePayments({
    secretKey: keys.secretKey,
    webhookSecrets: [keys.webhookSecret],
    apiUrl: merchant.url,
    live: false,
    log: quietLog,
    now: () => new Date(),
  });
const readPlan = async () => {
  const [record] = await plans().listOnSale('zim');
  if (!record) throw new Error('no plan');
  return record.plan;
};
const deps = () => ({
  plans: plans(),
  findSellable: async () => (sellable ? { getOffer: async () => answer } : undefined),
  readRates: async () => undefined,
  pricing: SETTINGS,
  promotions: createPromotionStore(database.db),
  limits: createRateLimits(database.db),
  orders: orders(),
  links: createLinkStore(database.db),
  payments: payments(),
  describePlan: () => 'Japan, 10 GB, 30 days',
  appUrl: 'https://shop.example',
  now: () => new Date(),
  log: quietLog,
});

async function start(changes: Partial<CheckoutInput> = {}) {
  const plan = await readPlan();
  return startCheckout(deps(), {
    planId: plan.id,
    currency: 'EUR',
    email: ' Ana@Example.com ',
    locale: 'en',
    quantity: 1,
    expectedMinor: plan.prices.EUR ?? 0,
    clientKey: `client-${client}`,
    formKey: `form-${client}`,
    ...changes,
  });
}
const countOrders = () => database.db.order.count();
const countRows = async () => ({
  orders: await countOrders(),
  lines: await database.db.orderLine.count(),
  limits: await database.db.rateLimit.count(),
});

describe('startCheckout', () => {
  it('commits the order, opens its pay page and hands out its link', async () => {
    const started = await start();
    if (!started.ok) throw new Error(started.error.kind);
    const { orderId, linkToken, payUrl } = started.value;
    const id = parseOrderId(orderId);
    if (!id) throw new Error('malformed id');
    expect(orderId).toMatch(/^[a-z0-9]{24}$/);
    expect(payUrl).toContain('/pay/cs_test_');
    expect(await createLinkStore(database.db).opens(id, [linkToken], new Date())).toBe(true);
    expect(await orders().readOrder(id)).toMatchObject({
      email: 'ana@example.com',
      payment: 'session_open',
      quantity: 1,
      price: { minor: 1490, currency: 'EUR' },
      lines: [{ slot: 1, fulfilment: 'not_started', purchaseKey: `o-${orderId}-1-1` }],
      plan: { offerId: 'plan_japan', costCurrency: 'EUR', costMinor: 900, topUp: 'not_stated' },
    });
  });

  it('leads to an authorised order when the card is accepted', async () => {
    const started = await start();
    const id = started.ok ? parseOrderId(started.value.orderId) : undefined;
    if (!started.ok || !id) throw new Error('not started');
    await merchant.submit(started.value.payUrl, card);
    const settle = { orders: orders(), payments: payments(), promiseMinutes: 15, now: () => new Date() };
    const settled = await settlePayment({ ...settle, log: quietLog }, id);
    expect(settled).toMatchObject({
      ok: true,
      value: { payment: 'authorised', lines: [{ fulfilment: 'queued' }] },
    });
    expect(merchant.record('authorised')).toMatchObject([{ amount: 1490 }]);
  });

  it.each(['', 'ana', 'a@b@c.com', 'a@b.com,c@d.com', '"a"@b.com', 'ana@exаmple.com', 'a\n@b.com'])(
    'refuses the address %j before anything is done',
    async (email) => {
      const before = await countOrders();
      expect(await start({ email })).toEqual({ ok: false, error: { kind: 'email_invalid' } });
      expect(await countOrders()).toBe(before);
    },
  );

  it('says the price of the server when another was seen', async () => {
    const before = await countOrders();
    expect(await start({ expectedMinor: 1 })).toEqual({
      ok: false,
      error: { kind: 'price_changed', price: { minor: 1490, currency: 'EUR' } },
    });
    expect(await countOrders()).toBe(before);
  });

  it('says the new price when the cost has risen, and takes it when it is agreed', async () => {
    answer = ok({ ...OFFER, costs: [{ minor: 1_200, currency: 'EUR', exponent: 2 }] });
    expect(await start()).toEqual({
      ok: false,
      error: { kind: 'price_changed', price: { minor: 1990, currency: 'EUR' } },
    });
    expect((await readPlan()).prices.EUR).toBe(1990);
    expect(await start()).toMatchObject({ ok: true });
  });

  it('withdraws a plan that the wholesaler no longer sells', async () => {
    const plan = await readPlan();
    const asked = { planId: plan.id, expectedMinor: plan.prices.EUR ?? 0 };
    answer = err({ kind: 'rejected', reason: 'offer_unavailable' });
    expect(await start(asked)).toEqual({ ok: false, error: { kind: 'plan_withdrawn' } });
    expect((await plans().read(plan.id))?.onSale).toBe(false);
  });

  it.each([
    [
      'cannot be asked',
      () => {
        answer = err({ kind: 'unavailable' });
      },
    ],
    [
      'is out of funds',
      () => {
        sellable = false;
      },
    ],
  ])('sells nothing while the wholesaler %s', async (_, happen) => {
    happen();
    const before = await countOrders();
    expect(await start()).toEqual({ ok: false, error: { kind: 'not_sellable' } });
    expect(await countOrders()).toBe(before);
  });

  it('does not sell in a currency without a price', async () => {
    expect(await start({ currency: 'GBP' })).toEqual({ ok: false, error: { kind: 'currency_not_offered' } });
  });

  it('closes the order again when no pay page can be opened', async () => {
    await merchant.control({ faults: [{ match: 'POST /v1/checkout/sessions', status: 503 }] });
    expect(await start()).toEqual({ ok: false, error: { kind: 'payment_unavailable' } });
    const last = await database.db.order.findFirst({ orderBy: { createdAt: 'desc' } });
    expect(last).toMatchObject({ payment: 'expired', nextActionAt: null });
  });

  it.each([0, -1, 11, 1.5, Number.NaN, 1e9])('refuses %d eSIMs, and nothing is stored', async (quantity) => {
    const before = await countRows();
    expect(await start({ quantity })).toEqual({ ok: false, error: { kind: 'quantity_invalid' } });
    expect(await countRows()).toEqual(before);
  });

  it('takes three times the price for three, a line each', async () => {
    const started = await start({ quantity: 3, email: 'three@example.com' });
    const id = started.ok ? parseOrderId(started.value.orderId) : undefined;
    if (!started.ok || !id) throw new Error('not started');
    expect(await orders().readOrder(id)).toMatchObject({
      quantity: 3,
      unitPrice: { minor: 1490, currency: 'EUR' },
      price: { minor: 4470, currency: 'EUR' },
      lines: [
        { id: `${id}-1`, slot: 1, purchaseKey: `o-${id}-1-1` },
        { id: `${id}-2`, slot: 2, purchaseKey: `o-${id}-2-1` },
        { id: `${id}-3`, slot: 3, purchaseKey: `o-${id}-3-1` },
      ],
    });
    await merchant.submit(started.value.payUrl, card);
    expect(merchant.record('authorised')).toMatchObject([{ amount: 4470 }]);
  });

  it('is one order for a form that was sent twice, and another for another quantity', async () => {
    const email = 'twice@example.com';
    const [once, twice] = [await start({ email }), await start({ email })];
    const more = await start({ email, quantity: 2 });
    if (!once.ok || !twice.ok || !more.ok) throw new Error('not started');
    expect(twice.value.orderId).toBe(once.value.orderId);
    expect(more.value.orderId).not.toBe(once.value.orderId);
  });

  it('slows down whoever tries too often', async () => {
    const tries = Array.from({ length: 10 }, () => start({ email: 'no' }));
    await Promise.all(tries);
    expect(await start()).toMatchObject({ ok: false, error: { kind: 'too_many' } });
  });
});
