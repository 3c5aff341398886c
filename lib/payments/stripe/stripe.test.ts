import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { money } from '#lib/domain/money';
import {
  MINUTE_MS,
  ORDER_ID,
  openTestMerchant,
  type TestMerchant,
  toRequest,
} from '#lib/payments/stripe/test-merchant';

let merchant: TestMerchant;
beforeAll(async () => {
  merchant = await openTestMerchant();
});
afterAll(() => merchant.close());
beforeEach(() => merchant.control({ reset: true }));

describe('checkout session', () => {
  it('opens a pay page, the same one when it is asked twice', async () => {
    const payments = merchant.createPayments();
    const request = toRequest();
    const one = await payments.createCheckout(request);
    expect(one).toMatchObject({ ok: true, value: { state: 'open', orderId: ORDER_ID } });
    const later = merchant.createPayments({ now: () => new Date(Date.now() + 5 * MINUTE_MS) });
    const two = await later.createCheckout(request);
    expect(two.ok && two.value.id).toBe(one.ok && one.value.id);
  });

  it('is not opened again once its time is over', async () => {
    const request = toRequest();
    await merchant.createPayments().createCheckout(request);
    await merchant.control({ clockOffsetMs: 25 * 60 * MINUTE_MS });
    const nextDay = merchant.createPayments({ now: () => new Date(Date.now() + 25 * 60 * MINUTE_MS) });
    expect(await nextDay.createCheckout(request)).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'session_over' },
    });
    expect((await merchant.stripe.checkout.sessions.list()).data).toHaveLength(1);
  });

  it('survives an answer that is lost after Stripe acted', async () => {
    await merchant.control({ faults: [{ match: 'POST /v1/checkout/sessions', times: 1, cut: 'after' }] });
    const opened = await merchant.createPayments().createCheckout(toRequest());
    expect(opened.ok).toBe(true);
    const { data } = await merchant.stripe.checkout.sessions.list();
    expect(data.length).toBe(1);
  });

  it('says unavailable when Stripe is down, and rejected when it refuses', async () => {
    await merchant.control({ faults: [{ match: 'POST /v1/checkout/sessions', status: 503, times: 3 }] });
    expect(await merchant.createPayments().createCheckout(toRequest())).toEqual({
      ok: false,
      error: { kind: 'unavailable' },
    });
    await merchant.control({ faults: [] });
    expect(await merchant.createPayments({ secretKey: 'sk_test_wrong' }).createCheckout(toRequest())).toEqual(
      {
        ok: false,
        error: { kind: 'rejected', reason: 'access' },
      },
    );
  });

  it('refuses three-decimal amounts that cannot be charged, and takes those that can', async () => {
    const payments = merchant.createPayments();
    expect(await payments.createCheckout(toRequest({ unitPrice: money(3_505, 'KWD'), quantity: 2 }))).toEqual(
      {
        ok: false,
        error: { kind: 'rejected', reason: 'amount_not_chargeable' },
      },
    );
    const opened = await payments.createCheckout(toRequest({ unitPrice: money(3_510, 'KWD'), quantity: 2 }));
    expect(opened.ok).toBe(true);
    expect(
      await payments.createCheckout(toRequest({ unitPrice: money(60_000_000, 'JPY'), quantity: 2 })),
    ).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'amount_not_chargeable' },
    });
  });

  it('asks for several at the price of one', async () => {
    const { payments, paymentId, session } = await merchant.openPaid({ quantity: 3 });
    const items = await merchant.stripe.checkout.sessions.listLineItems(session.id);
    expect(items.data).toMatchObject([
      { description: 'Japan, 10 GB, 30 days', quantity: 3, price: { unit_amount: 1990 }, amount_total: 5970 },
    ]);
    expect(await payments.readPayment(paymentId)).toMatchObject({
      value: { state: 'authorised', amount: { minor: 5970, currency: 'EUR' }, capturable: 5970 },
    });
  });

  it('names its order, and no real money in the sandbox', async () => {
    const { session } = await merchant.openPaid();
    expect(session).toEqual({
      id: session.id,
      state: 'complete',
      paymentId: session.paymentId,
      orderId: ORDER_ID,
    });
  });

  it('says so when a session moves real money', async () => {
    const session = { id: 'cs_live_1', object: 'checkout.session', status: 'open', livemode: true };
    const body = { ...session, client_reference_id: ORDER_ID, metadata: {}, payment_intent: null, url: null };
    await merchant.control({
      faults: [{ match: 'GET /v1/checkout/sessions/*', status: 200, body, times: 1 }],
    });
    expect(await merchant.createPayments().readCheckout('cs_live_1')).toEqual({
      ok: true,
      value: { id: 'cs_live_1', state: 'open', orderId: ORDER_ID, live: true },
    });
  });

  it('is expired although Stripe keeps the first failure under the key', async () => {
    const payments = merchant.createPayments();
    const opened = await payments.createCheckout(toRequest());
    if (!opened.ok) throw new Error('no session');
    await merchant.control({ settings: { failAndKeep: 1 } });
    expect(await payments.expireCheckout(opened.value.id)).toMatchObject({ value: { state: 'expired' } });
  });

  it('reads an expired page as expired', async () => {
    const payments = merchant.createPayments();
    const opened = await payments.createCheckout(toRequest());
    if (!opened.ok) throw new Error('no session');
    expect(await payments.expireCheckout(opened.value.id)).toMatchObject({ value: { state: 'expired' } });
    expect(await payments.readCheckout(opened.value.id)).toMatchObject({ value: { state: 'expired' } });
  });
});
