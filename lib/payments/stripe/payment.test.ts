import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { money } from '#lib/domain/money';
import { MINUTE_MS, ORDER_ID, openTestMerchant, type TestMerchant } from '#lib/payments/stripe/test-merchant';

let merchant: TestMerchant;
beforeAll(async () => {
  merchant = await openTestMerchant();
});
afterAll(() => merchant.close());
beforeEach(() => merchant.control({ reset: true }));

describe('payment', () => {
  it('is authorised with every fact that is compared later', async () => {
    const { payments, paymentId, session } = await merchant.openPaid();
    expect(session.state).toBe('complete');
    const payment = await payments.readPayment(paymentId);
    expect(payment).toMatchObject({
      ok: true,
      value: {
        state: 'authorised',
        orderId: ORDER_ID,
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
    const { payments, paymentId } = await merchant.openPaid();
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
    const { payments, paymentId } = await merchant.openPaid();
    await merchant.control({ settings: { failAndKeep: 1 } });
    expect(await payments.capture(paymentId, money(1990, 'EUR'), 'cap_1')).toMatchObject({
      ok: true,
      value: { state: 'captured', captured: 1990 },
    });
    expect(merchant.record('captured')).toHaveLength(1);
  });

  it('is voided, and a released hold is not a refund', async () => {
    const { payments, paymentId } = await merchant.openPaid();
    expect(await payments.voidPayment(paymentId, 'void_1')).toMatchObject({
      ok: true,
      value: { state: 'voided', capturable: 0, refunded: 0 },
    });
  });

  it('is captured in part: the rest is released, and is not a refund', async () => {
    const { payments, paymentId } = await merchant.openPaid();
    expect(await payments.capture(paymentId, money(1991, 'EUR'), 'cap_1')).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'amount_too_large' },
    });
    expect(await payments.capture(paymentId, money(990, 'EUR'), 'cap_2')).toMatchObject({
      ok: true,
      value: { state: 'captured', capturable: 0, captured: 990, refunded: 0 },
    });
    expect(await payments.capture(paymentId, money(1000, 'EUR'), 'cap_3')).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'payment_intent_unexpected_state' },
    });
    expect(merchant.record('captured').map(({ amount }) => amount)).toEqual([990]);
  });

  it.each(['charge_expired_for_capture', 'card_declined'])(
    'says why the bank refused the capture (%s), and asks anew the next time',
    async (captureRefusal) => {
      const { payments, paymentId } = await merchant.openPaid();
      await merchant.control({ settings: { refuseCaptures: 2, captureRefusal } });
      const take = () => payments.capture(paymentId, money(1990, 'EUR'), 'cap_1');
      const refused = { ok: false, error: { kind: 'rejected', reason: captureRefusal } };
      expect([await take(), await take()]).toEqual([refused, refused]);
      expect(await take()).toMatchObject({ ok: true, value: { state: 'captured' } });
      expect(merchant.record('capture_refused')).toHaveLength(2);
    },
  );

  it('is voided when its hold lapses, and can no longer be captured', async () => {
    await merchant.control({ settings: { holdMs: 60_000 } });
    const { payments, paymentId } = await merchant.openPaid();
    await merchant.control({ clockOffsetMs: 61_000 });
    expect(await payments.readPayment(paymentId)).toMatchObject({ value: { state: 'voided', refunded: 0 } });
    expect(await payments.capture(paymentId, money(1990, 'EUR'), 'cap_1')).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'payment_intent_unexpected_state' },
    });
    const hints = await payments.listHints(new Date(Date.now() - MINUTE_MS));
    expect(hints.ok && hints.value.map(({ type }) => type)).toContain('payment_intent.canceled');
  });

  it('is pending after a refusal while the pay page is open', async () => {
    const { payments, paymentId, session } = await merchant.openPaid({}, '4000 0000 0000 0002');
    expect(session.state).toBe('open');
    expect(await payments.readPayment(paymentId)).toMatchObject({ value: { state: 'pending' } });
  });

  it.each([
    ['authorised', { state: 'authorised', capturable: 1990 }],
    ['failed', { state: 'failed', capturable: 0 }],
  ])('is pending until the bank answers, then %s', async (bankOutcome, outcome) => {
    await merchant.control({ settings: { bankOffered: true, bankOutcome } });
    const { payments, paymentId, session } = await merchant.openPaidByBank();
    expect(session.state).toBe('complete');
    expect(await payments.readPayment(paymentId)).toMatchObject({
      value: { state: 'pending', capturable: 0 },
    });
    await merchant.control({ clockOffsetMs: 3_000 });
    expect(await payments.readPayment(paymentId)).toMatchObject({ value: outcome });
  });

  it.each([
    [['warning_under_review'], 'open'],
    [['warning_closed'], 'won'],
    [['prevented'], 'lost'],
    [['won', 'lost'], 'lost'],
    [['lost', 'needs_response', 'won'], 'open'],
    [['some_later_status'], 'open'],
  ])('with disputes that Stripe calls %s is %s', async (statuses, status) => {
    const { payments, paymentId } = await merchant.openPaid();
    await payments.capture(paymentId, money(1990, 'EUR'), 'cap_1');
    const data = statuses.map((name, index) => ({
      id: `du_${index}`,
      object: 'dispute',
      amount: 1000,
      status: name,
    }));
    const body = { object: 'list', has_more: false, data };
    await merchant.control({ faults: [{ match: 'GET /v1/disputes', status: 200, body, times: 1 }] });
    expect(await payments.readPayment(paymentId)).toMatchObject({
      value: { dispute: { status, amountMinor: 1000 } },
    });
  });

  it.each(['won', 'lost'] as const)('tells of a dispute, and when it is %s', async (disputeOutcome) => {
    const { payments, paymentId } = await merchant.openPaid({}, '4000 0000 0000 0259');
    await payments.capture(paymentId, money(1990, 'EUR'), 'cap_1');
    const before = await payments.readPayment(paymentId);
    expect(before.ok && before.value.dispute).toBeUndefined();
    await merchant.control({ clockOffsetMs: 3_000 });
    expect(await payments.readPayment(paymentId)).toMatchObject({
      value: { state: 'captured', dispute: { status: 'open', amountMinor: 1990 } },
    });
    await merchant.control({ settings: { disputeOutcome } });
    expect(await payments.readPayment(paymentId)).toMatchObject({
      value: { dispute: { status: disputeOutcome, amountMinor: 1990 } },
    });
  });
});
