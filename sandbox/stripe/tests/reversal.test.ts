import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Merchant } from './open-merchant.ts';
import { openMerchant } from './open-merchant.ts';

let merchant: Merchant;
beforeEach(async () => {
  merchant = await openMerchant();
});
afterEach(() => merchant.close());

const control = (settings: Record<string, unknown>) => merchant.control({ settings });
const read = (id: string) => merchant.stripe.refunds.retrieve(id);

async function openCaptured(card_number = '4242424242424242') {
  const { id } = await merchant.authorised({}, { card_number });
  await merchant.stripe.paymentIntents.capture(id);
  return id;
}

const refund = (payment_intent: string, amount = 500) =>
  merchant.stripe.refunds.create({ payment_intent, amount, metadata: { refund_key: 'rf_1' } });

const listTypes = async (types: string[]) =>
  (await merchant.stripe.events.list({ types })).data.map(({ type }) => type).toReversed();

const refundEvents = ['refund.created', 'refund.updated', 'refund.failed', 'charge.refunded'];

async function chargeOf(id: string) {
  const intent = await merchant.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
  return typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
}

describe('a refund', () => {
  it('succeeds at once, and has its reference number a little later', async () => {
    const made = await refund(await openCaptured());
    expect(made).toMatchObject({
      status: 'succeeded',
      destination_details: { card: { reference_status: 'pending', type: 'refund' } },
    });
    expect((await read(made.id)).destination_details?.card).toMatchObject({
      reference: expect.stringMatching(/^7\d{22}$/),
      reference_status: 'available',
    });
    expect(await listTypes(refundEvents)).toEqual(['refund.created', 'charge.refunded', 'refund.updated']);
    expect(merchant.record('refunded')).toEqual([
      expect.objectContaining({ orderId: 'ord_1', amount: 500, refundKey: 'rf_1', status: 'succeeded' }),
    ]);
  });

  it('is pending for as long as the settings say', async () => {
    await control({ refundDelayMs: 60_000 });
    const made = await refund(await openCaptured());
    expect(made).toMatchObject({ status: 'pending', pending_reason: 'processing' });
    expect(await read(made.id)).toMatchObject({ status: 'pending' });
    await merchant.control({ clockOffsetMs: 61_000 });
    expect(await read(made.id)).toMatchObject({ status: 'succeeded' });
    expect(merchant.record('refund_succeeded')).toHaveLength(1);
  });

  it('waits until its outcome is set', async () => {
    await control({ refundOutcome: 'pending' });
    const made = await refund(await openCaptured());
    await merchant.control({ clockOffsetMs: 86_400_000 });
    expect(await read(made.id)).toMatchObject({ status: 'pending' });
    await control({ refundOutcome: 'succeeded' });
    expect(await read(made.id)).toMatchObject({ status: 'succeeded' });
  });

  it('that fails makes its amount refundable again', async () => {
    await control({ refundOutcome: 'failed' });
    const id = await openCaptured();
    const made = await refund(id, 1990);
    expect(made.status).toBe('pending');
    expect(await read(made.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
    });
    expect(await chargeOf(id)).toMatchObject({ amount_refunded: 0, refunded: false });
    expect(await listTypes(refundEvents)).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'refund.failed',
    ]);
    expect(merchant.record('refund_failed')).toEqual([
      expect.objectContaining({ refund: made.id, amount: 1990, reason: 'expired_or_canceled_card' }),
    ]);
    await control({ refundOutcome: 'succeeded' });
    expect((await refund(id, 1990)).status).toBe('succeeded');
  });

  it('can fail after it had succeeded', async () => {
    await control({ refundOutcome: 'failed_after_success', refundDelayMs: 60_000 });
    const made = await refund(await openCaptured());
    expect(await read(made.id)).toMatchObject({ status: 'succeeded' });
    await merchant.control({ clockOffsetMs: 61_000 });
    expect(await read(made.id)).toMatchObject({ status: 'failed' });
  });

  it('waits for a balance that is short', async () => {
    await control({ refundBalance: 'short' });
    const made = await refund(await openCaptured());
    expect(made).toMatchObject({ status: 'pending', pending_reason: 'insufficient_funds' });
    expect(await read(made.id)).toMatchObject({ status: 'pending' });
    await control({ refundBalance: 'enough' });
    const paid = await read(made.id);
    expect(paid).toMatchObject({ status: 'succeeded' });
    expect(paid.pending_reason).toBeUndefined();
  });

  it('is made again under a key that is older than a day', async () => {
    const id = await openCaptured();
    const ask = () =>
      merchant.stripe.refunds.create({ payment_intent: id, amount: 500 }, { idempotencyKey: 'rf_1' });
    const [first, again] = [await ask(), await ask()];
    expect(again.id).toBe(first.id);
    await merchant.control({ clockOffsetMs: 86_400_000 + 1_000 });
    expect((await ask()).id).not.toBe(first.id);
    expect(merchant.record('refunded')).toHaveLength(2);
  });
});

describe('a dispute', () => {
  async function openDisputed() {
    const id = await openCaptured('4000000000000259');
    await merchant.control({ clockOffsetMs: 3_000 });
    return id;
  }
  const readDispute = async (id: string) =>
    (await merchant.stripe.disputes.list({ payment_intent: id })).data[0];

  it.each([
    ['won', ['funds_withdrawn', 'funds_reinstated', 'closed']],
    ['lost', ['funds_withdrawn', 'closed']],
  ])('is closed as %s when it is asked to be', async (disputeOutcome, steps) => {
    const id = await openDisputed();
    expect(await readDispute(id)).toMatchObject({ status: 'needs_response', amount: 1990 });
    await control({ disputeOutcome });
    expect(await readDispute(id)).toMatchObject({ status: disputeOutcome });
    expect(merchant.record('dispute_closed')).toEqual([
      expect.objectContaining({ orderId: 'ord_1', amount: 1990, outcome: disputeOutcome }),
    ]);
    const types = [
      'charge.dispute.funds_withdrawn',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ];
    expect(await listTypes(types)).toEqual(steps.map((step) => `charge.dispute.${step}`));
    await vi.waitFor(() =>
      expect(merchant.received().map(({ type }) => type)).toContain('charge.dispute.closed'),
    );
  });

  it('makes a refund fail that has not left the account', async () => {
    await control({ refundOutcome: 'pending' });
    const id = await openCaptured('4000000000000259');
    const made = await refund(id);
    await merchant.control({ clockOffsetMs: 3_000 });
    expect(await read(made.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'charge_for_pending_refund_disputed',
    });
  });
});
