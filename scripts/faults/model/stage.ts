import { REFUNDS } from '#lib/config/refunds';
import type { Esim } from '#lib/db/esim-row';
import type { Lease } from '#lib/db/lease';
import { money } from '#lib/domain/money';
import { type Order, type OrderId, parseOrderId, parseOrderNumber } from '#lib/domain/order';
import { type Plan, type ProviderId, parsePlanId } from '#lib/domain/plan';
import { advanceLine } from '#lib/orders/advance-line';
import { advanceOrder } from '#lib/orders/advance-order';
import { completeOrder } from '#lib/orders/complete-order';
import { handlePaymentHint } from '#lib/orders/handle-payment-hint';
import { settlePayment } from '#lib/orders/settle-payment';
import { acceptSubstitute } from '#lib/orders/substitute';
import { PAID_AT, requireValue, testOffer, testPlan } from '#lib/orders/test-fulfilment';
import { quietLog } from '#lib/orders/test-payments';
import { trackReversal } from '#lib/orders/track-reversal';
import { declareWithdrawal } from '#lib/refunds/declare-withdrawal';
import { followWithdrawal } from '#lib/refunds/follow-withdrawal';
import { openRefund } from '#lib/refunds/open-refund';
import { workRefunds } from '#lib/refunds/work-refunds';
import { createBank } from './bank.ts';
import { type Fuse, withFuse } from './fuse.ts';
import type { Stores } from './stores.ts';
import { createWholesaler } from './wholesaler.ts';

const UNIT_MINOR = 990;
const PROMISE_MINUTES = 15;
const EMAIL = 'ana@example.com';

/** Beside a real database the stage's clock stands in the past: a turn that the database's own clock gave is due. */
export const isByDatabase = (at: Date) => at > new Date('2026-01-01T00:00:00Z');

/** One order with everything around it: its rows, the bank, the wholesaler, a clock that is moved by hand. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

export async function openStage(kept: Stores, { number, quantity }: { number: number; quantity: number }) {
  const id = requireValue(parseOrderId(`model${String(number).padStart(19, '0')}`));
  const orderNumber = requireValue(parseOrderNumber(`LF-${String(number).padStart(6, '0')}`));
  const clock = { now: PAID_AT };
  const now = () => clock.now;
  const price = money(UNIT_MINOR * quantity, 'EUR');
  const bank = createBank(id, price, now);
  const wholesaler = createWholesaler(now);
  const usage = { state: 'unused' as 'unused' | 'used' | 'unavailable' };
  const fuse: Fuse = { left: undefined };
  await kept.orders.insertOrder({
    ...{ id, number: orderNumber, email: EMAIL, locale: 'en', quantity, price, taxBps: 1_900 },
    plan: testPlan('zendit', 'offer-1'),
    unitPrice: money(UNIT_MINOR, 'EUR'),
    createdAt: now(),
    nextActionAt: now(),
  });
  await kept.orders.move(id, {
    from: { payment: ['none'] },
    set: { payment: 'session_open', checkoutSessionId: bank.session.id },
    event: { kind: 'session_opened' },
  });

  const orders = withFuse(kept.orders, fuse);
  const lines = withFuse(kept.lines, fuse);
  const esims = withFuse(kept.esims, fuse);
  const refunds = withFuse(kept.refunds, fuse);
  const payments = withFuse(bank.payments, fuse);
  const common = { orders, lines, esims, refunds, payments, now, log: quietLog };
  const findProvider = (provider: ProviderId) => withFuse(wholesaler.findProvider(provider), fuse);
  const complete = (orderId: OrderId) => completeOrder(common, orderId);
  const settle = () => settlePayment({ ...common, promiseMinutes: PROMISE_MINUTES }, id);
  const lineDeps = {
    ...common,
    pool: UNUSED_POOL,
    pollStock: () => {
      throw new Error('There is no pool here');
    },
    findProvider: ({ plan }: { plan: { provider: ProviderId } }) => findProvider(plan.provider),
    completeOrder: complete,
    suspendSales: async () => undefined,
  };
  const trackRefund = async () => {
    const latest = await orders.readOrder(id);
    return latest ? trackReversal(common, latest) : { done: true };
  };
  const refundDeps = { ...common, policy: REFUNDS, refreshUsage: (esim: Esim) => readUsage(esim) };
  async function readUsage(esim: Esim): Promise<void> {
    if (usage.state === 'unavailable') return;
    const used = { state: 'active', initialBytes: 1_000, usedBytes: 400, startedAt: clock.now } as const;
    const unused = { state: 'not_started' } as const;
    await esims.saveReading({
      id: esim.id,
      reading: { ...(usage.state === 'used' ? used : unused), checkedAt: now() },
      profileState: 'ready_to_install',
      nextReadAt: null,
    });
  }
  const readOrder = async (): Promise<Order> => requireValue(await kept.orders.readOrder(id));
  const isDue = ({ nextActionAt }: { nextActionAt?: Date }) =>
    nextActionAt !== undefined && (nextActionAt <= clock.now || isByDatabase(nextActionAt));
  const requireLine = async (index: number) => {
    const order = await readOrder();
    return { order, line: requireValue(order.lines[index % order.lines.length]) };
  };

  return {
    ...{ id, clock, bank, wholesaler, usage, fuse, kept, quantity, readOrder, settle },
    /** One worker takes all lines that are due. */
    async seize(): Promise<Lease[]> {
      const { lines: own } = await readOrder();
      return kept.seizeLines(own.filter(isDue).map((line) => line.id));
    },
    advanceLine: (lease: Lease) => advanceLine(lineDeps, lease),
    async advanceOrder() {
      if (!isDue(await readOrder())) return;
      const deps = { orders, settlePayment: settle, completeOrder: complete };
      const follow = (order: Order) => followWithdrawal({ ...refundDeps, completeOrder: complete }, order);
      const work = (order: Order) => workRefunds({ ...common, trackRefund }, order);
      await kept.leaseOrder(id, 'taken');
      try {
        await advanceOrder({ ...deps, followWithdrawal: follow, workRefunds: work }, id);
      } finally {
        await kept.leaseOrder(id, 'ended');
      }
    },
    async deliverEvent(index: number) {
      const hint = bank.events[index];
      const deps = { ...common, inbox: withFuse(kept.inbox, fuse), promiseMinutes: PROMISE_MINUTES };
      if (hint) await handlePaymentHint(deps, hint);
    },
    async requestRefund(index: number) {
      const { order, line } = await requireLine(index);
      return openRefund(refundDeps, order, { line });
    },
    withdraw: () =>
      declareWithdrawal(
        { ...common, limits: { take: async () => ({ ok: true }) as const } },
        { number: orderNumber, name: 'Ana', email: EMAIL, locale: 'en', clientKey: 'key' },
      ),
    async acceptSubstitute(index: number) {
      const { order, line } = await requireLine(index);
      await acceptSubstitute(
        { lines, orders, plans: PLANS, dearerBps: 0, now },
        { order, line, planId: SUBSTITUTE.id },
      );
    },
  };
}

const toPlan = (provider: ProviderId, offerId: string): Plan => ({
  ...testOffer(provider, offerId),
  id: requireValue(parsePlanId(`${provider}-${offerId}`)),
  prices: { EUR: UNIT_MINOR },
  costs: [{ minor: 500, currency: 'USD', exponent: 2 }],
  onSale: true,
});
const SOLD = toPlan('zendit', 'offer-1');
const SUBSTITUTE = toPlan('zim', 'offer-2');
const PLANS = {
  read: async (planId: Plan['id']) => (planId === SOLD.id ? SOLD : SUBSTITUTE),
  listReplacements: async () => [SUBSTITUTE],
};

const noPool = async () => {
  throw new Error('There is no pool here');
};
const UNUSED_POOL = {
  takeIn: noPool,
  leasePoll: noPool,
  endPoll: noPool,
  assignFree: noPool,
  openAttempt: noPool,
  closeAttempt: noPool,
  readClaimed: async () => undefined,
};
