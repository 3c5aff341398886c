import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Merchant } from './open-merchant.ts';
import { card, openMerchant } from './open-merchant.ts';

let merchant: Merchant;
beforeEach(async () => {
  merchant = await openMerchant();
});
afterEach(() => merchant.close());

const read = async (url: string | null) => (await fetch(String(url))).text();

describe('the pay page', () => {
  it('shows what is bought, for how much, and that nothing is charged', async () => {
    const session = await merchant.open({ metadata: { order_id: '<ord>' } });
    const page = await read(session.url);
    for (const text of [
      'Japan 10 GB',
      '30 days',
      '€19.90',
      'Sandbox: no real charge',
      'https://shop.example/back',
    ])
      expect(page).toContain(text);
    expect(page).not.toContain('<script');
  });

  it('shows the price of one and the total of several', async () => {
    const price_data = { currency: 'kwd', unit_amount: 3_510, product_data: { name: 'Japan 10 GB' } };
    const session = await merchant.open({ line_items: [{ quantity: 3, price_data }] });
    const page = (await read(session.url)).replaceAll('\u00a0', ' ');
    for (const text of ['Japan 10 GB × 3', 'KWD 3.510 each', 'Pay KWD 10.530']) expect(page).toContain(text);
  });

  it('fills in a test card that was tapped', async () => {
    const session = await merchant.open();
    const page = await read(`${session.url}?card=4000000000000002`);
    expect(page).toContain('value="4000 0000 0000 0002"');
    expect(page).toContain('value="12/34"');
  });

  it('sends the buyer back to the shop after paying, and pays once on a double submit', async () => {
    const session = await merchant.open();
    const answers = await Promise.all([merchant.pay(session), merchant.pay(session)]);
    for (const answer of answers) {
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe(`https://shop.example/done?session=${session.id}`);
    }
    expect(merchant.record('authorised')).toHaveLength(1);
    expect(await read(session.url)).toContain('Already paid');
  });

  it.each([
    ['4000000000000002', 'Your card was declined.', 'generic_decline'],
    ['4000000000009995', 'Your card has insufficient funds.', 'insufficient_funds'],
  ])('shows why %s was declined and stays payable', async (card_number, message, declineCode) => {
    const session = await merchant.open();
    const declined = await merchant.pay(session, { card_number });
    expect(declined.status).toBe(303);
    expect(await read(session.url)).toContain(message);
    expect(merchant.record('declined')).toEqual([
      expect.objectContaining({ code: 'card_declined', declineCode, orderId: 'ord_1' }),
    ]);
    const open = await merchant.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(open).toMatchObject({
      status: 'open',
      payment_intent: {
        status: 'requires_payment_method',
        last_payment_error: { decline_code: declineCode },
      },
    });
    expect((await merchant.pay(session)).headers.get('location')).toContain('shop.example');
    expect(merchant.record('authorised')).toHaveLength(1);
  });

  it('asks the bank for 3-D Secure cards and pays when the buyer completes', async () => {
    const session = await merchant.open();
    const asked = await merchant.pay(session, { card_number: '4000002500003155' });
    expect(asked.headers.get('location')).toBe(`/pay/${session.id}/authenticate`);
    expect(await read(`${session.url}/authenticate`)).toContain('>Complete</button>');
    const { payment_intent: intent } = await merchant.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent'],
    });
    expect(intent).toMatchObject({ status: 'requires_action' });
    const paid = await merchant.submit(`${session.url}/authenticate`, { answer: 'complete' });
    expect(paid.headers.get('location')).toContain('shop.example/done');
    expect(merchant.record('authorised')).toEqual([expect.objectContaining({ last4: '3155', amount: 1990 })]);
  });

  it('leads back to the form when the buyer fails 3-D Secure', async () => {
    const session = await merchant.open();
    await merchant.pay(session, { card_number: '4000002500003155' });
    const failed = await merchant.submit(`${session.url}/authenticate`, { answer: 'fail' });
    expect(failed.headers.get('location')).toBe(`/pay/${session.id}`);
    expect(await read(session.url)).toContain('unable to authenticate');
    expect(merchant.record('authorised')).toEqual([]);
  });

  it('cancels what was begun when the session is expired', async () => {
    const session = await merchant.open();
    await merchant.pay(session, { card_number: '4000000000000002' });
    const { payment_intent: id } = await merchant.stripe.checkout.sessions.retrieve(session.id);
    await expect(merchant.stripe.paymentIntents.cancel(String(id))).rejects.toMatchObject({
      statusCode: 400,
    });
    await merchant.stripe.checkout.sessions.expire(session.id);
    expect(await merchant.stripe.paymentIntents.retrieve(String(id))).toMatchObject({ status: 'canceled' });
    const answer = await merchant.pay(session);
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('This payment page has expired');
    expect(merchant.record('authorised')).toEqual([]);
  });

  it('says which field is wrong and keeps what was typed', async () => {
    const session = await merchant.open();
    const answer = await merchant.pay(session, {
      card_number: '4242424242424241',
      expiry: '01/20',
      cvc: 'x',
    });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('Your card number is not valid.');
    expect(page).toContain('expiry date is in the past');
    expect(page).toContain('security code is incomplete');
    expect(page).toContain('value="4242424242424241"');
  });

  it('refuses unknown fields, methods and sessions', async () => {
    const session = await merchant.open();
    expect((await merchant.submit(String(session.url), { ...card, tip: '5' })).status).toBe(400);
    expect((await fetch(String(session.url), { method: 'DELETE' })).status).toBe(405);
    expect((await fetch(`${merchant.url}/pay/cs_test_none`)).status).toBe(404);
  });
});
