import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { money } from '#lib/domain/money';
import type { Log } from '#lib/observability/log';
import type { CheckoutRequest } from '#lib/payments/port';
import { createStripePayments } from '#lib/payments/stripe/index';
import { keys, type Merchant, openMerchant } from '../../../sandbox/stripe/tests/open-merchant.ts';

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const MINUTE_MS = 60_000;

let merchant: Merchant;
beforeAll(async () => {
  merchant = await openMerchant();
});
afterAll(() => merchant.close());
beforeEach(() => merchant.control({ reset: true }));

const createPayments = (changes: Partial<Parameters<typeof createStripePayments>[0]> = {}) =>
  createStripePayments({
    secretKey: keys.secretKey,
    webhookSecrets: [keys.webhookSecret],
    apiUrl: merchant.url,
    live: false,
    log: quiet,
    now: () => new Date(),
    ...changes,
  });

const checkout = (changes: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
  orderId: 'abcdefghijklmnopqrstuvwx',
  orderNumber: 'LF-7Q4K29',
  price: money(1990, 'EUR'),
  description: 'Japan, 10 GB, 30 days',
  email: 'ana@example.com',
  locale: 'de',
  successUrl: 'https://shop.example/en/orders/abc',
  cancelUrl: 'https://shop.example/en/orders/abc?cancelled=1',
  expiresAt: new Date(Date.now() + 32 * MINUTE_MS),
  ...changes,
});

async function openPaid(changes: Partial<CheckoutRequest> = {}) {
  const payments = createPayments();
  const session = await payments.createCheckout(checkout(changes));
  if (!session.ok || !session.value.url) throw new Error('no session');
  await merchant.submit(session.value.url, {
    email: 'ana@example.com',
    card_number: '4242 4242 4242 4242',
    expiry: '12/34',
    cvc: '123',
  });
  const complete = await payments.readCheckout(session.value.id);
  if (!complete.ok || !complete.value.paymentId) throw new Error('not paid');
  return { payments, session: complete.value, paymentId: complete.value.paymentId };
}

describe('checkout session', () => {
  it('opens a pay page, the same one when it is asked twice', async () => {
    const payments = createPayments();
    const first = await payments.createCheckout(checkout({ expiresAt: new Date('2020-01-01') }));
    expect(first).toMatchObject({ ok: true, value: { state: 'open' } });
    const request = checkout({ orderId: 'bbbbbbbbbbbbbbbbbbbbbbbb' });
    const [one, two] = [await payments.createCheckout(request), await payments.createCheckout(request)];
    expect(one.ok && one.value.id).toBe(two.ok && two.value.id);
  });

  it('survives an answer that is lost after Stripe acted', async () => {
    await merchant.control({ faults: [{ match: 'POST /v1/checkout/sessions', times: 1, cut: 'after' }] });
    const opened = await createPayments().createCheckout(checkout());
    expect(opened.ok).toBe(true);
    const { data } = await merchant.stripe.checkout.sessions.list();
    expect(data.length).toBe(1);
  });

  it('says unavailable when Stripe is down, and rejected when it refuses', async () => {
    await merchant.control({ faults: [{ match: 'POST /v1/checkout/sessions', status: 503, times: 3 }] });
    expect(await createPayments().createCheckout(checkout())).toEqual({
      ok: false,
      error: { kind: 'unavailable' },
    });
    await merchant.control({ faults: [] });
    expect(await createPayments({ secretKey: 'sk_test_wrong' }).createCheckout(checkout())).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'access' },
    });
  });

  it('refuses three-decimal amounts that cannot be charged, and takes those that can', async () => {
    const payments = createPayments();
    expect(await payments.createCheckout(checkout({ price: money(3_505, 'KWD') }))).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'amount_not_chargeable' },
    });
    const opened = await payments.createCheckout(checkout({ price: money(3_510, 'KWD') }));
    expect(opened.ok).toBe(true);
  });

  it('reads an expired page as expired', async () => {
    const payments = createPayments();
    const opened = await payments.createCheckout(checkout());
    if (!opened.ok) throw new Error('no session');
    expect(await payments.expireCheckout(opened.value.id)).toMatchObject({ value: { state: 'expired' } });
    expect(await payments.readCheckout(opened.value.id)).toMatchObject({ value: { state: 'expired' } });
  });
});

describe('payment', () => {
  it('is authorised with every fact that is compared later', async () => {
    const { payments, paymentId, session } = await openPaid();
    expect(session.state).toBe('complete');
    const payment = await payments.readPayment(paymentId);
    expect(payment).toMatchObject({
      ok: true,
      value: {
        state: 'authorised',
        orderId: 'abcdefghijklmnopqrstuvwx',
        amount: { minor: 1990, currency: 'EUR' },
        live: false,
        capturable: 1990,
        captured: 0,
        refunded: 0,
      },
    });
    expect(payment.ok && payment.value.captureBefore).toBeInstanceOf(Date);
  });

  it('is captured once, whatever is repeated', async () => {
    const { payments, paymentId } = await openPaid();
    const take = () => payments.capture(paymentId, money(1990, 'EUR'), 'cap_1');
    const both = await Promise.all([take(), take()]);
    expect(both.map((one) => one.ok && one.value.state)).toEqual(['captured', 'captured']);
    expect(merchant.record('captured')).toHaveLength(1);
    expect(await payments.capture(paymentId, money(1990, 'EUR'), 'cap_2')).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'payment_intent_unexpected_state' },
    });
  });

  it('is captured although Stripe keeps the first failure under the key', async () => {
    const { payments, paymentId } = await openPaid();
    await merchant.control({ settings: { failAndKeep: 1 } });
    expect(await payments.capture(paymentId, money(1990, 'EUR'), 'cap_1')).toMatchObject({
      ok: true,
      value: { state: 'captured', captured: 1990 },
    });
    expect(merchant.record('captured')).toHaveLength(1);
  });

  it('is voided, and a released hold is not a refund', async () => {
    const { payments, paymentId } = await openPaid();
    expect(await payments.voidPayment(paymentId, 'void_1')).toMatchObject({
      ok: true,
      value: { state: 'voided', capturable: 0, refunded: 0 },
    });
  });

  it('tells how much was refunded', async () => {
    const { payments, paymentId } = await openPaid();
    await payments.capture(paymentId, money(1990, 'EUR'), 'cap_1');
    expect((await payments.refund(paymentId, money(500, 'EUR'), 'rf_1')).ok).toBe(true);
    expect(await payments.readPayment(paymentId)).toMatchObject({
      value: { state: 'captured', captured: 1990, refunded: 500 },
    });
  });
});

describe('events', () => {
  it('cannot be listed from an answer that is not a list', async () => {
    await merchant.control({ faults: [{ match: 'GET /v1/events', status: 200, body: {}, times: 1 }] });
    expect(await createPayments().listHints(new Date())).toEqual({
      ok: false,
      error: { kind: 'unavailable' },
    });
  });

  it('are listed oldest first, since an instant', async () => {
    const since = new Date(Date.now() - MINUTE_MS);
    const { payments, paymentId } = await openPaid();
    await payments.capture(paymentId, money(1990, 'EUR'), 'cap_1');
    const hints = await payments.listHints(since);
    if (!hints.ok) throw new Error('not listed');
    const types = hints.value.map((hint) => hint.type);
    expect(types.indexOf('checkout.session.completed')).toBeLessThan(
      types.indexOf('payment_intent.succeeded'),
    );
    expect(hints.value.find((hint) => hint.type === 'checkout.session.completed')).toMatchObject({
      orderId: 'abcdefghijklmnopqrstuvwx',
      paymentId,
    });
    expect(await payments.listHints(new Date(Date.now() + MINUTE_MS))).toEqual({ ok: true, value: [] });
  });
});

describe('webhook signature', () => {
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'payment_intent.canceled',
    created: 1_790_000_000,
    data: { object: { id: 'pi_1', object: 'payment_intent', metadata: { order_id: 'abc' } } },
  });
  const now = new Date('2026-11-22T12:00:00Z');
  const sign = (secret: string, ageSeconds = 0, payload = body) =>
    new Stripe('sk_test_x').webhooks.generateTestHeaderString({
      payload,
      secret,
      timestamp: now.getTime() / 1_000 - ageSeconds,
    });
  const verify = (signature: string, webhookSecrets: string[], payload = body) =>
    createPayments({ webhookSecrets, now: () => now }).verifyWebhook(payload, signature);

  it.each([
    ['the right secret', sign('whsec_a'), ['whsec_a']],
    ['the older of two secrets', sign('whsec_a'), ['whsec_b', 'whsec_a']],
    ['an age just inside the tolerance', sign('whsec_a', 299), ['whsec_a']],
  ])('is accepted with %s', (_, signature, secrets) => {
    expect(verify(signature, secrets)).toEqual({
      eventId: 'evt_1',
      type: 'payment_intent.canceled',
      orderId: 'abc',
      paymentId: 'pi_1',
      createdAt: new Date(1_790_000_000_000),
    });
  });

  it.each([
    ['missing', '', ['whsec_a'], body],
    ['nonsense', 't=,v1=', ['whsec_a'], body],
    ['of another secret', sign('whsec_b'), ['whsec_a'], body],
    ['too old', sign('whsec_a', 301), ['whsec_a'], body],
    ['from the future', sign('whsec_a', -301), ['whsec_a'], body],
    ['checked with no secret set', sign('whsec_a'), [], body],
    ['checked with an empty secret', sign('whsec_a'), [''], body],
    ['of another body', sign('whsec_a'), ['whsec_a'], body.replace('evt_1', 'evt_2')],
    ['right for a body that is not JSON', sign('whsec_a', 0, 'x'), ['whsec_a'], 'x'],
    ['right for a body that is not an event', sign('whsec_a', 0, '{}'), ['whsec_a'], '{}'],
  ])('is refused when it is %s', (_, signature, secrets, payload) => {
    expect(verify(signature, secrets, payload)).toBeUndefined();
  });
});
