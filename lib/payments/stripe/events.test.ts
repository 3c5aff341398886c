import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { money } from '#lib/domain/money';
import { MINUTE_MS, ORDER_ID, openTestMerchant, type TestMerchant } from '#lib/payments/stripe/test-merchant';

let merchant: TestMerchant;
beforeAll(async () => {
  merchant = await openTestMerchant();
});
afterAll(() => merchant.close());
beforeEach(() => merchant.control({ reset: true }));

describe('events', () => {
  it('cannot be listed from an answer that is not a list', async () => {
    await merchant.control({ faults: [{ match: 'GET /v1/events', status: 200, body: {}, times: 1 }] });
    expect(await merchant.createPayments().listHints(new Date())).toEqual({
      ok: false,
      error: { kind: 'unavailable' },
    });
  });

  it('are listed oldest first, since an instant', async () => {
    const since = new Date(Date.now() - MINUTE_MS);
    const { payments, paymentId } = await merchant.openPaid();
    await payments.capture(paymentId, money(1990, 'EUR'), 'cap_1');
    const hints = await payments.listHints(since);
    if (!hints.ok) throw new Error('not listed');
    const types = hints.value.map((hint) => hint.type);
    expect(types.indexOf('checkout.session.completed')).toBeLessThan(
      types.indexOf('payment_intent.succeeded'),
    );
    expect(hints.value.find((hint) => hint.type === 'checkout.session.completed')).toMatchObject({
      orderId: ORDER_ID,
      paymentId,
    });
    expect(await payments.listHints(new Date(Date.now() + MINUTE_MS))).toEqual({ ok: true, value: [] });
  });

  it('that were lost for four weeks are all listed, on however many pages; older ones are gone', async () => {
    const payments = merchant.createPayments();
    for (let count = 0; count < 120; count += 1) {
      const session = await merchant.open();
      await merchant.stripe.checkout.sessions.expire(session.id);
    }
    const day = 86_400_000;
    await merchant.control({ clockOffsetMs: 29 * day });
    const since = new Date(Date.now() - MINUTE_MS);
    const listed = await payments.listHints(since);
    if (!listed.ok) throw new Error('not listed');
    expect(new Set(listed.value.map(({ eventId }) => eventId)).size).toBe(120);
    await merchant.control({ clockOffsetMs: 31 * day });
    expect(await payments.listHints(since)).toEqual({ ok: true, value: [] });
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
    merchant.createPayments({ webhookSecrets, now: () => now }).verifyWebhook(payload, signature);

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
