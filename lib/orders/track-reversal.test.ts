import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '#lib/db/test-database';
import type { OrderId, PaymentState } from '#lib/domain/order';
import { clearOrders, requireValue, testOffer } from '#lib/orders/test-fulfilment';
import { trackReversal } from '#lib/orders/track-reversal';
import type { Dispute } from '#lib/payments/port';
import { createMemoryProvider } from '#lib/providers/memory/memory-provider';
import { createRefundWorld, type RefundWorld } from '#lib/refunds/test-refunds';

let database: TestDatabase;
let world: RefundWorld;
let id: OrderId;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clearOrders(database);
  const wholesaler = createMemoryProvider({ id: 'zendit', offers: [testOffer('zendit', 'offer-1')] });
  world = createRefundWorld(database, wholesaler);
  id = await world.deliver();
});

/** What the bank says of the complaint, and the payment that comes of it. */
const hear = async (status: Dispute['status']) => {
  world.refundBank.world.dispute = { status, amountMinor: 990 };
  await world.track(id);
  return (await world.readOrder(id)).payment;
};

describe('a complaint of the cardholder', () => {
  it('takes the order out of what may be refunded, and when it is won back in again', async () => {
    expect(await hear('open')).toBe('disputed');
    expect(world.alarms).toEqual(['A payment is disputed']);
    const refused = { ok: false, error: { kind: 'not_possible', reason: 'disputed' } };
    expect(await world.press(id)).toEqual(refused);
    expect(await hear('won')).toBe('won');
    expect(await world.press(id)).toMatchObject({ ok: true, value: { amount: { minor: 990 } } });
    await world.advance(id);
    expect((await world.readOrder(id)).payment).toBe('refunded');
  });

  it('that is lost ends every refund', async () => {
    await hear('open');
    expect(await hear('lost')).toBe('lost');
    expect(await world.press(id)).toMatchObject({ error: { reason: 'disputed' } });
    expect(await hear('won')).toBe('lost');
  });

  it('may be heard of when it is lost already', async () => {
    expect(await hear('lost')).toBe('lost');
  });

  it('may be heard of when it is won already, and then changes nothing', async () => {
    expect(await hear('won')).toBe('captured');
  });

  it('may follow one that was won', async () => {
    await hear('open');
    await hear('won');
    expect(await hear('open')).toBe('disputed');
    expect(await hear('lost')).toBe('lost');
  });

  it('may come after the refund, and leaves it what it is', async () => {
    await world.press(id);
    await world.advance(id);
    expect(await hear('open')).toBe('disputed');
    expect(await world.refundsOf(id)).toMatchObject([{ state: 'succeeded' }]);
  });

  it('is noted once, however often it is told', async () => {
    await Promise.all(Array.from({ length: 5 }, () => hear('open')));
    expect((await world.eventsOf(id)).filter((kind) => kind === 'payment_disputed')).toHaveLength(1);
  });
});

describe('money that goes back', () => {
  const track = async (captured: number, refunded: number) => {
    const { readPayment } = world.bank.payments;
    const order = await world.readOrder(id);
    const { refunds, refundBank, orders, deps } = world;
    const payments = {
      ...refundBank.payments,
      readPayment: async (paymentId: string) => {
        const found = await readPayment(paymentId);
        return found.ok ? { ok: true as const, value: { ...found.value, captured, refunded } } : found;
      },
    };
    await trackReversal({ orders, refunds, payments, log: deps.log }, order);
    return world.readOrder(id);
  };

  it.each<[string, number, number, PaymentState, string]>([
    ['nothing', 990, 0, 'captured', 'none'],
    ['one cent', 990, 1, 'partly_refunded', 'succeeded'],
    ['all but a cent', 990, 989, 'partly_refunded', 'succeeded'],
    ['all', 990, 990, 'refunded', 'succeeded'],
    ['all of the part that was taken', 660, 660, 'refunded', 'succeeded'],
  ])(
    'is told by the payment, though nobody here asked for it: %s',
    async (_, captured, refunded, payment, refund) => {
      expect(await track(captured, refunded)).toMatchObject({ payment, refund });
    },
  );

  it('is not the part of a hold that was never taken', async () => {
    expect(await track(660, 0)).toMatchObject({ payment: 'captured', refund: 'none' });
  });

  it('leaves the order while the payment provider cannot be asked', async () => {
    world.refundBank.world.isDown = true;
    expect(await world.track(id)).toEqual({ done: false, note: 'unavailable' });
    expect(await world.readOrder(id)).toMatchObject({ payment: 'captured' });
  });

  it('leaves the refunds by hand to the hand: there is nothing to press any more', async () => {
    await track(990, 990);
    const error = { kind: 'not_possible', reason: 'already' };
    expect(await world.press(id)).toEqual({ ok: false, error });
    expect(requireValue((await world.readOrder(id)).lines[0]).giveBack).toBe('none');
  });
});
