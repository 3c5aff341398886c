import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Merchant } from './open-merchant.ts';
import { keys, openMerchant } from './open-merchant.ts';

let merchant: Merchant;
beforeEach(async () => {
  merchant = await openMerchant();
});
afterEach(() => merchant.close());

const types = () => merchant.received().map(({ type }) => type);
const settle = (count: number) => vi.waitFor(() => expect(merchant.receiver.received).toHaveLength(count));
const control = (settings: Record<string, unknown>) => merchant.control({ settings });

describe('webhooks', () => {
  it('carry a signature that the SDK accepts with the right secret only', async () => {
    await merchant.authorised();
    await settle(2);
    const [first] = merchant.receiver.received;
    const { body, signature } = first ?? { body: '', signature: '' };
    const event = merchant.stripe.webhooks.constructEvent(body, signature, keys.webhookSecret);
    expect(event).toMatchObject({ object: 'event', api_version: '2026-10-28.endive', livemode: false });
    expect(() => merchant.stripe.webhooks.constructEvent(body, signature, 'whsec_other')).toThrow();
    expect(() =>
      merchant.stripe.webhooks.constructEvent(`${body} `, signature, keys.webhookSecret),
    ).toThrow();
  });

  it('tell of authorisation, capture and refund, with the key of the call that caused them', async () => {
    const { id } = await merchant.authorised();
    await merchant.stripe.paymentIntents.capture(id, {}, { idempotencyKey: 'cap_1' });
    await merchant.stripe.refunds.create({ payment_intent: id });
    await settle(5);
    expect(types().toSorted()).toEqual([
      'charge.refunded',
      'checkout.session.completed',
      'payment_intent.amount_capturable_updated',
      'payment_intent.succeeded',
      'refund.updated',
    ]);
    const succeeded = merchant.received().find(({ type }) => type === 'payment_intent.succeeded');
    expect(succeeded?.request?.idempotency_key).toBe('cap_1');
  });

  it('come again until they are accepted', async () => {
    await control({ webhookRetryMs: [0, 0, 0] });
    merchant.receiver.answer = (delivery) => (delivery < 3 ? 500 : 200);
    const session = await merchant.open();
    await merchant.stripe.checkout.sessions.expire(session.id);
    await settle(3);
    expect(new Set(merchant.received().map(({ id }) => id)).size).toBe(1);
    await vi.waitFor(() =>
      expect(merchant.record('webhook').map(({ attempt, status }) => [attempt, status])).toEqual([
        [1, 500],
        [2, 500],
        [3, 200],
      ]),
    );
    const [event] = (await merchant.stripe.events.list({ delivery_success: true })).data;
    expect(event).toMatchObject({ type: 'checkout.session.expired', pending_webhooks: 0 });
  });

  it('come in several copies when asked', async () => {
    await control({ webhookDuplicates: 2 });
    const session = await merchant.open();
    await merchant.stripe.checkout.sessions.expire(session.id);
    await settle(3);
    expect(types()).toEqual(Array(3).fill('checkout.session.expired'));
  });

  it('come in reverse when asked', async () => {
    await control({ webhookReorder: 3 });
    const { id } = await merchant.authorised();
    expect(types()).toEqual([]);
    await merchant.stripe.paymentIntents.capture(id);
    await settle(3);
    expect(types()).toEqual([
      'payment_intent.succeeded',
      'checkout.session.completed',
      'payment_intent.amount_capturable_updated',
    ]);
  });

  it('let go what they hold once reordering is switched off', async () => {
    await control({ webhookReorder: 50 });
    await merchant.authorised();
    expect(types()).toEqual([]);
    await control({ webhookReorder: 0 });
    await settle(2);
    expect(types()[0]).toBe('checkout.session.completed');
  });

  it('can be lost or off, and the events stay listed', async () => {
    await control({ dropWebhooks: 1 });
    await merchant.stripe.checkout.sessions.expire((await merchant.open()).id);
    await control({ webhookEnabled: false });
    await merchant.stripe.checkout.sessions.expire((await merchant.open()).id);
    await control({ webhookEnabled: true });
    const third = await merchant.open();
    await merchant.stripe.checkout.sessions.expire(third.id);
    await settle(1);
    expect(merchant.received()[0]?.data.object).toMatchObject({ id: third.id });
    const listed = await merchant.stripe.events.list({ type: 'checkout.session.expired' });
    expect(listed.data).toHaveLength(3);
  });

  it('are pushed when a session expires by itself', async () => {
    await merchant.open();
    await merchant.control({ clockOffsetMs: 86_400_000 + 1_000 });
    await settle(1);
    expect(types()).toEqual(['checkout.session.expired']);
  });

  it('are listed page by page, newest first', async () => {
    const ids: string[] = [];
    for (const _ of [1, 2, 3]) {
      const session = await merchant.open();
      ids.push((await merchant.stripe.checkout.sessions.expire(session.id)).id);
    }
    const seen: string[] = [];
    for await (const event of merchant.stripe.events.list({ limit: 1, type: 'checkout.session.*' })) {
      const { object }: { object: Stripe.Event.Data.Object } = event.data;
      seen.push('id' in object && typeof object.id === 'string' ? object.id : '');
    }
    expect(seen).toEqual(ids.toReversed());
  });
});
