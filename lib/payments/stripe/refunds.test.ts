import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { money } from '#lib/domain/money';
import type { RefundRequest } from '#lib/payments/port';
import { ORDER_ID, openTestMerchant, type TestMerchant } from '#lib/payments/stripe/test-merchant';

let merchant: TestMerchant;
beforeAll(async () => {
  merchant = await openTestMerchant();
});
afterAll(() => merchant.close());
beforeEach(() => merchant.control({ reset: true }));

const DAY_MS = 86_400_000;

async function openCaptured({ minor = 1990, card = '4242 4242 4242 4242' } = {}) {
  const { payments, paymentId } = await merchant.openPaid({}, card);
  await payments.capture(paymentId, money(minor, 'EUR'), 'cap_1');
  const refund = (changes: Partial<RefundRequest> = {}) =>
    payments.refund({
      paymentId,
      amount: money(500, 'EUR'),
      key: 'rf_1',
      reason: 'requested_by_customer',
      attempt: 'first',
      ...changes,
    });
  return { payments, paymentId, refund };
}

const amounts = () => merchant.record('refunded').map(({ amount }) => amount);
const refundKeys = () => merchant.record('refunded').map(({ refundKey }) => refundKey);

describe('a refund', () => {
  it('is answered with its state, carries our key, and has its reference number later', async () => {
    const { payments, paymentId, refund } = await openCaptured();
    const made = await refund({ metadata: { order_id: ORDER_ID }, reason: 'duplicate' });
    if (!made.ok) throw new Error('not refunded');
    expect(made.value).toEqual({
      refundId: made.value.refundId,
      key: 'rf_1',
      amountMinor: 500,
      state: 'succeeded',
    });
    expect(await payments.readRefund(made.value.refundId)).toMatchObject({
      value: { state: 'succeeded', reference: expect.stringMatching(/^\d{23}$/) },
    });
    expect(await merchant.stripe.refunds.retrieve(made.value.refundId)).toMatchObject({
      reason: 'duplicate',
      metadata: { order_id: ORDER_ID, refund_key: 'rf_1' },
    });
    expect(await payments.readPayment(paymentId)).toMatchObject({
      value: { state: 'captured', captured: 1990, refunded: 500 },
    });
  });

  it('of a part of what was captured in part is neither more nor less than that', async () => {
    const { payments, paymentId, refund } = await openCaptured({ minor: 990 });
    expect(await refund({ amount: money(991, 'EUR') })).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'invalid_amount' },
    });
    expect((await refund({ amount: money(990, 'EUR'), key: 'rf_2' })).ok).toBe(true);
    expect(await payments.readPayment(paymentId)).toMatchObject({ value: { captured: 990, refunded: 990 } });
    expect(await refund({ key: 'rf_3' })).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'charge_already_refunded' },
    });
    const listed = await payments.listRefunds(paymentId);
    expect(listed).toMatchObject({ value: [{ amountMinor: 1000 }, { key: 'rf_2', amountMinor: 990 }] });
    expect(listed.ok && listed.value[0]?.key).toBeUndefined();
  });

  it('that fails says why, and its money can be refunded under another key', async () => {
    await merchant.control({ settings: { refundOutcome: 'failed' } });
    const { payments, paymentId, refund } = await openCaptured();
    expect(await refund()).toMatchObject({ value: { state: 'pending', pendingReason: 'processing' } });
    expect(await refund({ attempt: 'again' })).toMatchObject({
      ok: true,
      value: { key: 'rf_1', state: 'failed', failureReason: 'expired_or_canceled_card' },
    });
    expect(await payments.readPayment(paymentId)).toMatchObject({ value: { refunded: 0 } });
    await merchant.control({ settings: { refundOutcome: 'succeeded' } });
    expect(await refund({ amount: money(1990, 'EUR'), key: 'rf_2' })).toMatchObject({
      value: { state: 'succeeded' },
    });
  });

  it('waits for a short balance, and says so', async () => {
    await merchant.control({ settings: { refundBalance: 'short' } });
    const { refund } = await openCaptured();
    expect(await refund()).toMatchObject({
      value: { state: 'pending', pendingReason: 'insufficient_funds' },
    });
  });

  it('of a disputed payment is refused', async () => {
    const { refund } = await openCaptured({ card: '4000 0000 0000 0259' });
    await merchant.control({ clockOffsetMs: 3_000 });
    expect(await refund()).toEqual({ ok: false, error: { kind: 'rejected', reason: 'charge_disputed' } });
  });

  it('that Stripe does not know is rejected', async () => {
    expect(await merchant.createPayments().readRefund('re_none')).toEqual({
      ok: false,
      error: { kind: 'rejected', reason: 'resource_missing' },
    });
  });
});

describe('a refund that is repeated', () => {
  it('is made once, on the same day and after Stripe has forgotten the key', async () => {
    const { refund } = await openCaptured();
    const first = await refund();
    const again = await refund({ attempt: 'again' });
    await merchant.control({ clockOffsetMs: DAY_MS + 1_000 });
    const nextDay = await refund({ attempt: 'again' });
    const ids = [first, again, nextDay].map((made) => made.ok && made.value.refundId);
    expect(new Set(ids).size).toBe(1);
    expect(amounts()).toEqual([500]);
  });

  it('is made when no earlier try had reached Stripe', async () => {
    const { refund } = await openCaptured();
    expect((await refund({ attempt: 'again' })).ok).toBe(true);
    expect(amounts()).toEqual([500]);
  });

  it('is found although every answer was lost after Stripe acted', async () => {
    const { refund } = await openCaptured();
    await merchant.control({ faults: [{ match: 'POST /v1/refunds', times: 2, cut: 'after' }] });
    expect(await refund()).toMatchObject({ ok: true, value: { key: 'rf_1', state: 'succeeded' } });
    expect(amounts()).toEqual([500]);
  });

  it('is unavailable while Stripe cannot even be asked, and found later', async () => {
    const { refund } = await openCaptured();
    await merchant.control({
      faults: [
        { match: 'POST /v1/refunds', times: 2, cut: 'after' },
        { match: 'GET /v1/refunds', times: 3, status: 503 },
      ],
    });
    expect(await refund()).toEqual({ ok: false, error: { kind: 'unavailable' } });
    await merchant.control({ faults: [], clockOffsetMs: DAY_MS + 1_000 });
    expect((await refund({ attempt: 'again' })).ok).toBe(true);
    expect(amounts()).toEqual([500]);
  });

  it('passes by a failure that Stripe keeps, in a later call', async () => {
    const { refund } = await openCaptured();
    await merchant.control({ settings: { failAndKeep: 1 } });
    expect(await refund()).toEqual({ ok: false, error: { kind: 'unavailable' } });
    expect(amounts()).toEqual([]);
    expect(await refund({ attempt: 'again' })).toMatchObject({ ok: true, value: { state: 'succeeded' } });
    expect(refundKeys()).toEqual(['rf_1']);
  });

  it('is made once by two who repeat it at the same moment', async () => {
    const { refund } = await openCaptured();
    await merchant.control({ settings: { failAndKeep: 1 } });
    await refund();
    await merchant.control({ settings: { latencyMs: 100 } });
    await Promise.all([refund({ attempt: 'again' }), refund({ attempt: 'again' })]);
    expect((await refund({ attempt: 'again' })).ok).toBe(true);
    expect(refundKeys()).toEqual(['rf_1']);
  });

  it('asks anew for what had been refused', async () => {
    await merchant.control({ settings: { refundOutcome: 'pending' } });
    const { refund } = await openCaptured();
    await refund({ key: 'rf_0', amount: money(1990, 'EUR') });
    expect((await refund()).ok).toBe(false);
    await merchant.control({ settings: { refundOutcome: 'failed' } });
    await merchant.control({ settings: { refundOutcome: 'succeeded' } });
    expect(await refund({ attempt: 'again' })).toMatchObject({ ok: true, value: { state: 'succeeded' } });
    expect(refundKeys()).toEqual(['rf_0', 'rf_1']);
  });
});
