import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Merchant } from './open-merchant.ts';
import { keys, openMerchant } from './open-merchant.ts';

let merchant: Merchant;
beforeEach(async () => {
  merchant = await openMerchant();
});
afterEach(() => merchant.close());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${merchant.url}${path}`, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${keys.secretKey}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
  });

const refusal = async (body: string) => {
  const response = await post('/v1/checkout/sessions', body);
  expect(response.status).toBe(400);
  return (await response.json()).error;
};

const whole =
  'mode=payment&success_url=https://shop.example&line_items[0][quantity]=1&line_items[0][price_data][currency]=eur&line_items[0][price_data][unit_amount]=500&line_items[0][price_data][product_data][name]=Plan';

describe('who may ask', () => {
  it('answers 401 to a wrong key and to none', async () => {
    const wrong = new Stripe('sk_test_wrong000000000', { ...merchant.where, maxNetworkRetries: 0 });
    await expect(wrong.checkout.sessions.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    });
    const response = await post('/v1/refunds', '', { authorization: '' });
    expect(response.status).toBe(401);
    expect((await response.json()).error.type).toBe('invalid_request_error');
  });

  it('takes the key as Basic user name too', async () => {
    const authorization = `Basic ${Buffer.from(`${keys.secretKey}:`).toString('base64')}`;
    expect((await post('/v1/checkout/sessions', whole, { authorization })).status).toBe(200);
  });

  it('names the request and the version in its answer', async () => {
    const response = await post('/v1/checkout/sessions', whole, { 'stripe-version': '2026-10-28.endive' });
    expect(response.headers.get('request-id')).toMatch(/^req_\w{14}$/);
    expect(response.headers.get('stripe-version')).toBe('2026-10-28.endive');
  });
});

describe('parameters', () => {
  it.each([
    [`${whole}&colour=red`, 'parameter_unknown', 'colour'],
    [
      `${whole}&line_items[0][price_data][product_data][size]=1`,
      'parameter_unknown',
      'line_items[0][price_data][product_data][size]',
    ],
    [
      whole.replace('&line_items[0][price_data][currency]=eur', ''),
      'parameter_missing',
      'line_items[0][price_data][currency]',
    ],
    ['mode=payment&success_url=https://shop.example', 'parameter_missing', 'line_items'],
    [whole.replace('mode=payment&', ''), 'parameter_missing', 'mode'],
    [whole.replace('=500', '=5.00'), 'parameter_invalid_integer', 'line_items[0][price_data][unit_amount]'],
    [`${whole}&metadata=flat`, 'parameter_invalid_object', 'metadata'],
    [`${whole}&cancel_url[a]=b`, 'parameter_invalid_string', 'cancel_url'],
    [`${whole}&client_reference_id=`, 'parameter_invalid_empty', 'client_reference_id'],
    [`${whole}&customer_email=nobody`, 'email_invalid', 'customer_email'],
    [`${whole}&cancel_url=/back`, 'url_invalid', 'cancel_url'],
  ])('refuses %s with %s', async (body, code, param) => {
    expect(await refusal(body)).toMatchObject({ type: 'invalid_request_error', code, param });
  });

  it('names the values that an enumeration allows', async () => {
    expect(await refusal(whole.replace('mode=payment', 'mode=gift'))).toMatchObject({
      message: 'Invalid mode: must be one of payment, setup, or subscription',
      param: 'mode',
    });
  });

  it('reads lists with and without numbers', async () => {
    const response = await post(
      '/v1/checkout/sessions',
      `${whole}&expand[]=line_items&expand[]=payment_intent`,
    );
    expect(await response.json()).toMatchObject({
      payment_intent: null,
      line_items: { data: [{ description: 'Plan', amount_total: 500, price: { unit_amount: 500 } }] },
    });
  });

  it('refuses to expand what cannot be expanded', async () => {
    expect(await refusal(`${whole}&expand[]=currency`)).toMatchObject({ param: 'expand' });
  });

  it('refuses JSON, unknown objects and unknown addresses', async () => {
    expect((await post('/v1/refunds', '{}', { 'content-type': 'application/json' })).status).toBe(400);
    expect((await post('/v1/customers', '')).status).toBe(404);
    await expect(merchant.stripe.paymentIntents.retrieve('pi_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });
});

describe('idempotency keys', () => {
  it('give the first result again and say so', async () => {
    const first = await merchant.open({}, { idempotencyKey: 'co_1' });
    const again = await merchant.open({}, { idempotencyKey: 'co_1' });
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await merchant.stripe.checkout.sessions.list()).data).toHaveLength(1);
  });

  it('refuse other parameters', async () => {
    await merchant.open({}, { idempotencyKey: 'co_1' });
    await expect(merchant.open({ locale: 'fr' }, { idempotencyKey: 'co_1' })).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
    });
  });

  it('are in use while the first request runs', async () => {
    await merchant.control({ settings: { latencyMs: 150 } });
    const both = await Promise.allSettled([1, 2].map(() => merchant.open({}, { idempotencyKey: 'co_1' })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { statusCode: 409, code: 'idempotency_key_in_use' },
    });
  });

  it('keep a 500, and forget it after a day', async () => {
    await merchant.control({ settings: { failAndKeep: 1 } });
    for (const _ of [1, 2])
      await expect(merchant.open({}, { idempotencyKey: 'co_1' })).rejects.toMatchObject({ statusCode: 500 });
    expect((await merchant.open({}, { idempotencyKey: 'co_2' })).status).toBe('open');
    await merchant.control({ clockOffsetMs: 86_400_000 + 1_000 });
    expect((await merchant.open({}, { idempotencyKey: 'co_1' })).status).toBe('open');
  });

  it('do not keep parameters that were refused', async () => {
    await expect(
      merchant.open({ customer_email: 'nobody' }, { idempotencyKey: 'co_1' }),
    ).rejects.toMatchObject({
      code: 'email_invalid',
    });
    expect((await merchant.open({}, { idempotencyKey: 'co_1' })).status).toBe('open');
  });

  it('find the session again whose answer was lost', async () => {
    await merchant.control({ faults: [{ match: 'POST /v1/checkout/sessions', times: 1, cut: 'after' }] });
    // The SDK itself asks once more after a broken connection, under the same key.
    const found = await merchant.open({}, { idempotencyKey: 'co_1' });
    expect(found.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect((await merchant.stripe.checkout.sessions.list()).data.map(({ id }) => id)).toEqual([found.id]);
  });
});
