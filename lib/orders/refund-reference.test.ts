import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOrderStore } from '#lib/db/order-store';
import { createRefundStore } from '#lib/db/refund-store';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { money } from '#lib/domain/money';
import { ok } from '#lib/domain/result';
import { createTestPayments, insertAuthorisedOrder, NOW, quietLog } from '#lib/orders/test-payments';
import { trackReversal } from '#lib/orders/track-reversal';
import type { Refund as PaidRefund } from '#lib/payments/port';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());

/** A refund that reached the bank, and what Stripe says of it now. */
async function trackRefund(now: Partial<PaidRefund>) {
  const [orders, refunds] = [createOrderStore(database.db), createRefundStore(database.db)];
  const id = await insertAuthorisedOrder(orders, 'allocated');
  await orders.move(id, {
    from: { payment: ['authorised'] },
    set: { payment: 'captured' },
    lines: { from: ['allocated'], to: 'delivered' },
    event: { kind: 'payment_captured' },
  });
  const lineId = (await orders.readOrder(id))?.lines[0]?.id;
  if (!lineId) throw new Error('The fixture has no line');
  const opened = await refunds.open({
    ...{ orderId: id, lineId, reason: 'unused', paymentId: `pi_${id}`, amount: money(500, 'EUR'), now: NOW },
  });
  if (!opened) throw new Error('The fixture has no refund');
  await refunds.step(opened.refund, {
    from: ['due'],
    set: { state: 'succeeded', refundRef: `re_${id}` },
    event: 'refund_succeeded',
  });
  const { payments } = createTestPayments(id);
  const read = { refundId: `re_${id}`, amountMinor: 500, state: 'succeeded', ...now } as const;
  const deps = {
    orders,
    refunds,
    payments: { ...payments, readRefund: async () => ok(read) },
    log: quietLog,
  };
  const order = await orders.readOrder(id);
  if (!order) throw new Error('The fixture has no order');
  await trackReversal(deps, order);
  await trackReversal(deps, order);
  const events = await database.db.orderEvent.findMany({ where: { orderId: id } });
  return { refund: (await refunds.listOf(id))[0], kinds: events.map(({ kind }) => kind) };
}

it('keeps the bank’s reference once it is known, and notes it once', async () => {
  const { refund, kinds } = await trackRefund({ reference: '74537604221431003881865' });
  expect(refund).toMatchObject({ state: 'succeeded', reference: '74537604221431003881865' });
  expect(kinds.filter((kind) => kind === 'refund_referenced')).toHaveLength(1);
});

it('takes up a refund again that the bank sent back', async () => {
  const { refund } = await trackRefund({ state: 'failed', failureReason: 'expired_or_canceled_card' });
  expect(refund).toMatchObject({ state: 'due', tries: 1, failure: 'expired_or_canceled_card' });
});
