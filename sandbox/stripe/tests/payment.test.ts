import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Merchant } from './open-merchant.ts';
import { openMerchant } from './open-merchant.ts';

let merchant: Merchant;
beforeEach(async () => {
  merchant = await openMerchant();
});
afterEach(() => merchant.close());

const money = { currency: 'eur', orderId: 'ord_1' };

describe('a payment with manual capture', () => {
  it('has no payment intent before somebody pays', async () => {
    const session = await merchant.open();
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 1990,
      currency: 'eur',
      client_reference_id: 'ord_1',
      metadata: { order_id: 'ord_1' },
      livemode: false,
      url: `${merchant.url}/pay/${session.id}`,
    });
    expect(session.id).toMatch(/^cs_test_\w{58}$/);
  });

  it('holds the amount, and stays unpaid while the session is complete', async () => {
    const { session, id } = await merchant.authorised();
    const complete = await merchant.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent'],
    });
    expect(complete).toMatchObject({ status: 'complete', payment_status: 'unpaid', url: null });
    expect(complete.payment_intent).toMatchObject({
      id,
      status: 'requires_capture',
      amount: 1990,
      amount_capturable: 1990,
      amount_received: 0,
      metadata: { order_id: 'ord_1' },
    });
    expect(merchant.record('authorised')).toEqual([
      expect.objectContaining({ ...money, paymentIntent: id, amount: 1990, last4: '4242' }),
    ]);
  });

  it('says until when the hold can be captured', async () => {
    const { id } = await merchant.authorised();
    const intent = await merchant.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
    expect(intent.latest_charge).toMatchObject({
      captured: false,
      amount_captured: 0,
      metadata: { order_id: 'ord_1' },
    });
    const before =
      typeof intent.latest_charge === 'object' ? intent.latest_charge?.payment_method_details?.card : null;
    expect(before?.capture_before).toBe(intent.created + 7 * 86_400);
  });

  it('captures the whole amount once', async () => {
    const { session, id } = await merchant.authorised();
    const captured = await merchant.stripe.paymentIntents.capture(id);
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 1990, amount_capturable: 0 });
    expect((await merchant.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    await expect(merchant.stripe.paymentIntents.capture(id)).rejects.toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
    });
    expect(merchant.record('captured')).toEqual([
      expect.objectContaining({ ...money, paymentIntent: id, amount: 1990 }),
    ]);
  });

  it('captures a part and releases the rest', async () => {
    const { id } = await merchant.authorised();
    const captured = await merchant.stripe.paymentIntents.capture(id, { amount_to_capture: 990 });
    expect(captured).toMatchObject({
      status: 'succeeded',
      amount: 1990,
      amount_received: 990,
      amount_capturable: 0,
    });
    const { latest_charge: charge } = await merchant.stripe.paymentIntents.retrieve(id, {
      expand: ['latest_charge'],
    });
    expect(charge).toMatchObject({
      amount: 1990,
      amount_captured: 990,
      amount_refunded: 1000,
      refunded: false,
    });
    await expect(
      merchant.stripe.paymentIntents.capture(id, { amount_to_capture: 1000 }),
    ).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect(merchant.record('captured').map(({ amount }) => amount)).toEqual([990]);
    expect(merchant.record('released')).toEqual([
      expect.objectContaining({ ...money, paymentIntent: id, amount: 1000 }),
    ]);
  });

  it.each([
    ['charge_expired_for_capture', 'StripeInvalidRequestError', 400],
    ['card_declined', 'StripeCardError', 402],
  ])('refuses as many captures as it was asked to, with %s', async (captureRefusal, type, statusCode) => {
    const { id } = await merchant.authorised();
    await merchant.control({ settings: { refuseCaptures: 1, captureRefusal } });
    await expect(merchant.stripe.paymentIntents.capture(id)).rejects.toMatchObject({
      type,
      statusCode,
      code: captureRefusal,
    });
    expect(merchant.record('capture_refused')).toEqual([
      expect.objectContaining({ ...money, paymentIntent: id, code: captureRefusal }),
    ]);
    expect((await merchant.stripe.paymentIntents.capture(id)).status).toBe('succeeded');
  });

  it('refuses to capture more than is held', async () => {
    const { id } = await merchant.authorised();
    await expect(
      merchant.stripe.paymentIntents.capture(id, { amount_to_capture: 1991 }),
    ).rejects.toMatchObject({
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
    expect(merchant.record('captured')).toEqual([]);
  });

  it('voids a hold, and tells of it as a refund of an uncaptured charge', async () => {
    const { id } = await merchant.authorised();
    const canceled = await merchant.stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({
      status: 'canceled',
      amount_capturable: 0,
      cancellation_reason: 'abandoned',
    });
    expect(merchant.record('voided')).toEqual([
      expect.objectContaining({ ...money, paymentIntent: id, amount: 1990, reason: 'abandoned' }),
    ]);
    const events = await merchant.stripe.events.list({
      types: ['charge.refunded', 'payment_intent.canceled'],
    });
    expect(events.data.map(({ type }) => type)).toEqual(['payment_intent.canceled', 'charge.refunded']);
    await expect(merchant.stripe.paymentIntents.cancel(id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('lets a hold lapse after seven days', async () => {
    const { id } = await merchant.authorised();
    await merchant.control({ clockOffsetMs: 7 * 86_400_000 + 1_000 });
    const intent = await merchant.stripe.paymentIntents.retrieve(id);
    expect(intent).toMatchObject({ status: 'canceled', cancellation_reason: 'automatic' });
    expect(merchant.record('voided')).toHaveLength(1);
    const lapsed = await merchant.stripe.events.list({
      types: ['payment_intent.canceled', 'charge.expired'],
    });
    expect(lapsed.data.map(({ type }) => type)).toEqual(['payment_intent.canceled', 'charge.expired']);
    await expect(merchant.stripe.paymentIntents.capture(id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('refunds in parts up to what was captured', async () => {
    const { id } = await merchant.authorised();
    await merchant.stripe.paymentIntents.capture(id, { amount_to_capture: 1500 });
    const first = await merchant.stripe.refunds.create({
      payment_intent: id,
      amount: 500,
      metadata: { why: 'late' },
    });
    expect(first).toMatchObject({
      amount: 500,
      status: 'succeeded',
      payment_intent: id,
      metadata: { why: 'late' },
    });
    await expect(merchant.stripe.refunds.create({ payment_intent: id, amount: 1001 })).rejects.toMatchObject({
      param: 'amount',
    });
    const rest = await merchant.stripe.refunds.create({ payment_intent: id });
    expect(rest.amount).toBe(1000);
    await expect(merchant.stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    const listed = await merchant.stripe.refunds.list({ payment_intent: id });
    const released = listed.data.at(-1);
    expect(released).toMatchObject({ amount: 490, metadata: {}, reason: null });
    expect(listed.data.map(({ id: refund }) => refund)).toEqual([rest.id, first.id, released?.id]);
    expect(merchant.record('refunded').map(({ amount }) => amount)).toEqual([500, 1000]);
  });

  it('refuses to refund what was only held', async () => {
    const { id } = await merchant.authorised();
    await expect(merchant.stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  it('is disputed after capture when the card is made for it', async () => {
    const { id } = await merchant.authorised({}, { card_number: '4000000000000259' });
    await merchant.stripe.paymentIntents.capture(id);
    expect(merchant.record('disputed')).toEqual([]);
    await merchant.control({ clockOffsetMs: 3_000 });
    const [event] = (await merchant.stripe.events.list({ type: 'charge.dispute.created' })).data;
    expect(event?.data.object).toMatchObject({ object: 'dispute', payment_intent: id, amount: 1990 });
    expect(merchant.record('disputed')).toHaveLength(1);
    await expect(merchant.stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({
      code: 'charge_disputed',
    });
  });

  it('takes the money at once without manual capture', async () => {
    const { session, id } = await merchant.authorised({
      payment_intent_data: { metadata: { order_id: 'ord_1' } },
    });
    expect(await merchant.stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'succeeded',
      amount_received: 1990,
    });
    expect((await merchant.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
  });
});

describe('a session', () => {
  it('can be paid beside another one of the same order', async () => {
    const [one, other] = [await merchant.authorised(), await merchant.authorised()];
    expect(one.id).not.toBe(other.id);
    expect(
      merchant.record('authorised').map(({ orderId, paymentIntent }) => [orderId, paymentIntent]),
    ).toEqual([
      ['ord_1', one.id],
      ['ord_1', other.id],
    ]);
  });

  it('expires by the clock and on demand', async () => {
    const [byClock, onDemand] = [await merchant.open(), await merchant.open()];
    expect(await merchant.stripe.checkout.sessions.expire(onDemand.id)).toMatchObject({
      status: 'expired',
      url: null,
    });
    await expect(merchant.stripe.checkout.sessions.expire(onDemand.id)).rejects.toMatchObject({
      statusCode: 400,
    });
    await merchant.control({ clockOffsetMs: 86_400_000 + 1_000 });
    expect((await merchant.stripe.checkout.sessions.retrieve(byClock.id)).status).toBe('expired');
  });

  it('must live for at least 30 minutes and at most a day', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const half = 30 * 60;
    expect((await merchant.open({ expires_at: now + half + 60 })).expires_at).toBe(now + half + 60);
    for (const expires_at of [now + half, now + 86_400 + 60])
      await expect(merchant.open({ expires_at })).rejects.toMatchObject({ param: 'expires_at' });
  });

  it('is listed newest first, page by page, and found by its payment intent', async () => {
    const first = await merchant.open();
    const { session: paid, id } = await merchant.authorised();
    const last = await merchant.open();
    const page = await merchant.stripe.checkout.sessions.list({ limit: 2 });
    expect(page.data.map((session) => session.id)).toEqual([last.id, paid.id]);
    expect(page.has_more).toBe(true);
    const next = await merchant.stripe.checkout.sessions.list({ limit: 2, starting_after: paid.id });
    expect(next.data.map((session) => session.id)).toEqual([first.id]);
    expect(next.has_more).toBe(false);
    const found = await merchant.stripe.checkout.sessions.list({
      payment_intent: id,
      expand: ['data.payment_intent'],
    });
    expect(found.data).toMatchObject([{ id: paid.id, payment_intent: { id, status: 'requires_capture' } }]);
    const later = await merchant.stripe.checkout.sessions.list({ created: { gte: first.created + 3_600 } });
    expect(later.data).toEqual([]);
  });

  it('counts yen whole and dinars in thousandths that end in zero', async () => {
    const price = (currency: string, unit_amount: number) => ({
      line_items: [{ quantity: 2, price_data: { currency, unit_amount, product_data: { name: 'Plan' } } }],
    });
    expect((await merchant.open(price('jpy', 1980))).amount_total).toBe(3960);
    expect((await merchant.open(price('kwd', 3500))).amount_total).toBe(7000);
    await expect(merchant.open(price('kwd', 3505))).rejects.toMatchObject({
      param: 'line_items[0][price_data][unit_amount]',
    });
    await expect(merchant.open(price('eur', 20))).rejects.toMatchObject({ code: 'amount_too_small' });
  });
});
