import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import { money } from '#lib/domain/money';
import type { OrderId } from '#lib/domain/order';
import { clearOrders, testOffer } from '#lib/orders/test-fulfilment';
import { createMemoryProvider, type MemoryProvider } from '#lib/providers/memory/memory-provider';
import { createRefundWorld, type RefundWorld } from '#lib/refunds/test-refunds';

let database: TestDatabase;
let wholesaler: MemoryProvider;
let world: RefundWorld;
let id: OrderId;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clearOrders(database);
  wholesaler = createMemoryProvider({ id: 'zendit', offers: [testOffer('zendit', 'offer-1')] });
  world = createRefundWorld(database, wholesaler);
  id = await world.deliver();
});

const halfUsed = { state: 'active', initialBytes: 1_000, remainingBytes: 500 } as const;
const nothingBegan = async () => {
  expect(await world.refundsOf(id)).toEqual([]);
  const { refund, nextActionAt, lines } = await world.readOrder(id);
  expect({ refund, nextActionAt, giveBack: lines[0]?.giveBack }).toEqual({
    refund: 'none',
    giveBack: 'none',
  });
  expect(await world.mailsOf(id)).toEqual(['order_ready:order']);
};

describe('asking for a refund', () => {
  it('begins it once however often it is asked for at once, and answers all the same', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.press(id)));
    const refund = {
      ...{ id: `rf-${id}-1`, orderId: id, lineId: `${id}-1`, position: 1, reason: 'unused' },
      ...{ paymentId: `pi_${id}`, amount: money(990, 'EUR'), state: 'due', tries: 0 },
      createdAt: world.clock.now,
    };
    expect(answers).toEqual(Array(50).fill({ ok: true, value: refund }));
    expect(await world.refundsOf(id)).toEqual([refund]);
    expect((await world.eventsOf(id)).filter((kind) => kind === 'refund_due')).toHaveLength(1);
    expect(await world.mailsOf(id)).toEqual(['order_ready:order', 'refund_started:order:1']);
  });

  it('gives both the order and the line a turn now', async () => {
    await world.press(id);
    const { now } = world.clock;
    expect(await world.readOrder(id)).toMatchObject({
      refund: 'due',
      nextActionAt: now,
      lines: [{ fulfilment: 'delivered', giveBack: 'due', nextActionAt: now }],
    });
  });

  it('is answered with the first one for ever after, whatever became of it', async () => {
    await world.press(id);
    await world.advance(id);
    wholesaler.behaviour.usage = { state: 'depleted' };
    expect(await world.press(id)).toMatchObject({ ok: true, value: { position: 1, state: 'succeeded' } });
    expect(await world.refundsOf(id)).toHaveLength(1);
  });

  it('goes by a reading taken now: what was used since the page was drawn is not given back', async () => {
    const [esim] = await world.esims.listOf(id);
    if (esim) await world.refundDeps.refreshUsage(esim);
    wholesaler.behaviour.usage = halfUsed;
    expect(await world.press(id)).toMatchObject({
      value: { reason: 'partly_used', amount: { minor: 495 } },
    });
  });

  it('gives back no less than what was agreed to, and says what it would be now', async () => {
    wholesaler.behaviour.usage = halfUsed;
    const amount = money(495, 'EUR');
    expect(await world.press(id, 1, 990)).toEqual({ ok: false, error: { kind: 'amount_changed', amount } });
    await nothingBegan();
    expect(await world.press(id, 1, 495)).toMatchObject({ ok: true, value: { amount } });
  });

  it('begins nothing while the wholesaler cannot be asked, though an old reading is there', async () => {
    const [esim] = await world.esims.listOf(id);
    if (esim) await world.refundDeps.refreshUsage(esim);
    wholesaler.behaviour.reads = { kind: 'unavailable' };
    expect(await world.press(id)).toEqual({ ok: false, error: { kind: 'usage_unavailable' } });
    await nothingBegan();
    wholesaler.behaviour.reads = undefined;
    expect(await world.press(id)).toMatchObject({ ok: true, value: { amount: { minor: 990 } } });
  });

  it.each([
    ['used_up', { state: 'depleted' } as const],
    ['usage_unknown', { state: 'unknown' } as const],
    ['not_measurable', { state: 'active' } as const],
  ])('begins nothing for an eSIM that does not allow one: %s', async (reason, usage) => {
    wholesaler.behaviour.usage = usage;
    expect(await world.press(id)).toEqual({ ok: false, error: { kind: 'not_possible', reason } });
    await nothingBegan();
  });

  it('begins nothing half a year after the delivery', async () => {
    world.later(180 * 86_400_000 + 1);
    expect(await world.press(id)).toMatchObject({ error: { kind: 'not_possible', reason: 'too_late' } });
    await nothingBegan();
  });

  it('begins nothing for a payment that is disputed, not even when the page was drawn before', async () => {
    const before = await world.readOrder(id);
    world.refundBank.world.dispute = { status: 'open', amountMinor: 990 };
    await world.track(id);
    const disputed = { ok: false, error: { kind: 'not_possible', reason: 'disputed' } };
    expect(await world.press(id)).toEqual(disputed);
    const [line] = before.lines;
    if (!line) throw new Error('The order has a line');
    const stale = { orderId: id, lineId: line.id, reason: 'unused', paymentId: `pi_${id}` } as const;
    const opened = await world.refunds.open({ ...stale, amount: money(990, 'EUR'), now: world.clock.now });
    expect(opened).toBeUndefined();
    expect(await world.refundsOf(id)).toEqual([]);
  });

  it('begins one for each eSIM of an order, in the order of asking', async () => {
    const three = await world.deliver(3);
    await Promise.all([1, 2, 3].map((line) => world.press(three, line)));
    const refunds = await world.refundsOf(three);
    expect(refunds.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(refunds.map(({ lineId }) => lineId).toSorted()).toEqual([
      `${three}-1`,
      `${three}-2`,
      `${three}-3`,
    ]);
    expect((await world.mailsOf(three)).slice(1)).toEqual(
      [1, 2, 3].map((position) => `refund_started:order:${position}`),
    );
  });
});
