import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Merchant } from './open-merchant.ts';
import { openMerchant } from './open-merchant.ts';

let merchant: Merchant;
beforeEach(async () => {
  merchant = await openMerchant();
});
afterEach(() => merchant.close());

const eventTypes = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.processing',
  'payment_intent.amount_capturable_updated',
  'payment_intent.payment_failed',
];

const listTypes = async () =>
  (await merchant.stripe.events.list({ types: eventTypes })).data.map(({ type }) => type).toReversed();

async function payByBank() {
  const session = await merchant.open();
  const answer = await merchant.submit(`${session.url}/bank`, {});
  const complete = await merchant.stripe.checkout.sessions.retrieve(session.id);
  return { answer, complete, id: String(complete.payment_intent) };
}

describe('paying by bank', () => {
  it('is not offered unless it is switched on', async () => {
    const session = await merchant.open();
    expect(await (await fetch(String(session.url))).text()).not.toContain('Pay by bank');
    expect((await merchant.submit(`${session.url}/bank`, {})).status).toBe(404);
    await merchant.control({ settings: { bankOffered: true } });
    expect(await (await fetch(String(session.url))).text()).toContain('>Pay by bank</button>');
  });

  it('completes the session before anything is held, and holds it later', async () => {
    await merchant.control({ settings: { bankOffered: true } });
    const { answer, complete, id } = await payByBank();
    expect(answer.headers.get('location')).toContain('https://shop.example/done');
    expect(complete).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    expect(await merchant.stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'processing',
      amount_capturable: 0,
    });
    expect(merchant.record('authorised')).toEqual([]);
    await merchant.control({ clockOffsetMs: 3_000 });
    expect(await merchant.stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 1990,
    });
    expect(merchant.record('authorised')).toEqual([
      expect.objectContaining({ orderId: 'ord_1', amount: 1990, last4: null }),
    ]);
    expect(await listTypes()).toEqual([
      'payment_intent.processing',
      'checkout.session.completed',
      'payment_intent.amount_capturable_updated',
      'checkout.session.async_payment_succeeded',
    ]);
    expect((await merchant.stripe.paymentIntents.capture(id)).status).toBe('succeeded');
  });

  it('leaves a complete session with nothing when the bank refuses', async () => {
    await merchant.control({ settings: { bankOffered: true, bankOutcome: 'failed' } });
    const { complete, id } = await payByBank();
    await merchant.control({ clockOffsetMs: 3_000 });
    expect(await merchant.stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_method_provider_decline' },
    });
    expect(await merchant.stripe.checkout.sessions.retrieve(complete.id)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
    });
    expect(await listTypes()).toEqual([
      'payment_intent.processing',
      'checkout.session.completed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ]);
  });
});
