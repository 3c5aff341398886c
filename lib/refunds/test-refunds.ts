import { REFUNDS } from '#lib/config/refunds';
import { createRefundStore } from '#lib/db/refund-store';
import type { TestDatabase } from '#lib/db/test-database';
import type { Order, OrderId } from '#lib/domain/order';
import { err, ok } from '#lib/domain/result';
import { createFulfilmentWorld, insertPaidOrder, requireValue } from '#lib/orders/test-fulfilment';
import { trackReversal } from '#lib/orders/track-reversal';
import type { Dispute, Refund as PaidRefund, PaymentProvider, RefundRequest } from '#lib/payments/port';
import type { EsimProvider } from '#lib/providers/port';
import { followWithdrawal } from '#lib/refunds/follow-withdrawal';
import { type OpenRefundDeps, openRefund } from '#lib/refunds/open-refund';
import { workRefunds } from '#lib/refunds/work-refunds';
import { refreshUsage } from '#lib/usage/refresh-usage';

/** What becomes of the next refund asked for. `lost`: it is taken, but nobody hears of it; `down`: it is not taken. */
export type RefundFate = 'succeeded' | 'pending' | 'failed' | 'lost' | 'down' | { rejected: string };

const UNAVAILABLE = { kind: 'unavailable' } as const;

/**
 * For tests: gives money of captured payments back as told. As after a day, a key by itself makes nothing unique: only
 * a look finds what was made under it before.
 */
function createRefundBank(payments: Pick<PaymentProvider, 'readPayment'>) {
  const made: (PaidRefund & { key: string; paymentId: string })[] = [];
  const asked: Pick<RefundRequest, 'key' | 'attempt'>[] = [];
  const script: RefundFate[] = [];
  const world: { dispute: Dispute | undefined; isDown: boolean } = { dispute: undefined, isDown: false };

  const make = ({ paymentId, amount, key }: RefundRequest, state: PaidRefund['state']) => {
    const refund = {
      refundId: `re_${paymentId}_${made.length + 1}`,
      amountMinor: amount.minor,
      state,
      key,
      paymentId,
    };
    made.push(refund);
    return refund;
  };
  const find = (request: RefundRequest) =>
    request.attempt === 'again' ? made.find(({ key }) => key === request.key) : undefined;
  const bank: Pick<PaymentProvider, 'refund' | 'readRefund' | 'readPayment'> = {
    refund: async (request) => {
      asked.push({ key: request.key, attempt: request.attempt });
      const fate = script.shift() ?? 'succeeded';
      if (fate === 'down') return err(UNAVAILABLE);
      if (typeof fate === 'object') return err({ kind: 'rejected', reason: fate.rejected });
      const refund = find(request) ?? make(request, fate === 'lost' ? 'succeeded' : fate);
      return fate === 'lost' ? err(UNAVAILABLE) : ok({ ...refund });
    },
    readRefund: async (refundId) => {
      const refund = made.find((one) => one.refundId === refundId);
      if (world.isDown) return err(UNAVAILABLE);
      return refund ? ok({ ...refund }) : err({ kind: 'rejected', reason: 'resource_missing' });
    },
    readPayment: async (paymentId) => {
      const payment = world.isDown ? err(UNAVAILABLE) : await payments.readPayment(paymentId);
      if (!payment.ok) return payment;
      const back = made.filter(
        (one) => one.paymentId === paymentId && ['pending', 'succeeded'].includes(one.state),
      );
      const refunded = back.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      const { dispute } = world;
      return ok({ ...payment.value, refunded, ...(dispute && { dispute }) });
    },
  };
  return { ...{ made, asked, script, world }, payments: bank };
}

/** For tests: orders that are paid for, delivered and given back, on a real database with a clock moved by hand. */
export function createRefundWorld(database: TestDatabase, wholesaler: EsimProvider) {
  const world = createFulfilmentWorld(database, wholesaler);
  const { orders, esims, deps, clock } = world;
  const now = () => clock.now;
  const { log } = deps;
  const refunds = createRefundStore(database.db);
  const bank = createRefundBank(world.bank.payments);
  const common = { orders, refunds, payments: bank.payments, now, log };
  const track = async (id: OrderId) => trackReversal(common, await world.readOrder(id));
  deps.workRefunds = (order: Order) => workRefunds({ ...common, trackRefund: ({ id }) => track(id) }, order);
  const refundDeps: OpenRefundDeps = {
    esims,
    refunds,
    refreshUsage: (esim) => refreshUsage({ esims, findProvider: () => wholesaler, now }, esim),
    policy: REFUNDS,
    now,
  };
  deps.followWithdrawal = (order: Order) =>
    followWithdrawal({ ...refundDeps, orders, log, completeOrder: (id) => deps.completeOrder(id) }, order);
  return {
    ...world,
    ...{ refunds, refundDeps, track, refundBank: bank },
    refundsOf: (id: OrderId) => refunds.listOf(id),
    mailsOf: async (orderId: OrderId) =>
      (await database.db.mail.findMany({ where: { orderId }, orderBy: { dedupeKey: 'asc' } })).map(
        ({ dedupeKey }) => dedupeKey.replace(orderId, 'order'),
      ),
    /** An order at 9.90 EUR an eSIM whose eSIMs are here and charged. */
    deliver: async (quantity = 1): Promise<OrderId> => {
      const id = await insertPaidOrder(orders, { quantity, at: clock.now });
      await world.advance(id);
      world.later(1_000);
      await world.advance(id);
      return id;
    },
    /** The button of the order page, on the eSIM of this line. */
    press: async (id: OrderId, line = 1, agreedMinor?: number) => {
      const order = await world.readOrder(id);
      return openRefund(refundDeps, order, { line: requireValue(order.lines[line - 1]), agreedMinor });
    },
  };
}

export type RefundWorld = ReturnType<typeof createRefundWorld>;
