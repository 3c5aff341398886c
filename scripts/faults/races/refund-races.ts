import { REFUNDS } from '#lib/config/refunds';
import type { Esim } from '#lib/db/esim-row';
import { createEsimStore } from '#lib/db/esim-store';
import type { PrismaClient } from '#lib/db/generated/client';
import { createOrderStore } from '#lib/db/order-store';
import { createRefundStore } from '#lib/db/refund-store';
import { type OrderId, parseOrderNumber } from '#lib/domain/order';
import { ok } from '#lib/domain/result';
import { completeOrder } from '#lib/orders/complete-order';
import { insertPaidOrder, requireValue, testProfile, testVault } from '#lib/orders/test-fulfilment';
import { createTestPayments, quietLog } from '#lib/orders/test-payments';
import { declareWithdrawal } from '#lib/refunds/declare-withdrawal';
import { followWithdrawal } from '#lib/refunds/follow-withdrawal';
import { openRefund } from '#lib/refunds/open-refund';
import { workRefunds } from '#lib/refunds/work-refunds';
import { atOnce, expectCount, type Race } from './round.ts';

const now = () => new Date();
const UNIT_MINOR = 990;

/**
 * The buyer withdraws while the eSIMs arrive: what came is charged and goes back, once each; what did not come is
 * neither charged nor delivered.
 */
export const withdrawal: Race = async ({ db, parallel, round }) => {
  const stage = await openStage(db);
  const { id, orders, complete, counts, refundDeps, refunds } = stage;
  await stage.deliver(0, round * 2);
  const number = requireValue(parseOrderNumber(requireValue(await orders.readOrder(id)).number));
  const input = { number, email: 'ana@example.com', name: '', locale: 'en', clientKey: 'key' };
  const limits = { take: async () => ({ ok: true }) as const };
  const deps = { ...refundDeps, orders, completeOrder: complete, log: quietLog };
  const follow = async () => followWithdrawal(deps, requireValue(await orders.readOrder(id)));
  const declare = async () => {
    await declareWithdrawal({ orders, limits, now }, input);
    await follow();
  };
  await atOnce<unknown>(parallel, (caller) => {
    if (caller % 3 === 0) return declare();
    return caller % 3 === 1 ? complete() : stage.deliver(1, round * 2 + 1);
  });
  await follow();
  const order = requireValue(await complete());
  const delivered = order.lines.filter(({ fulfilment }) => fulfilment === 'delivered').length;
  const open = order.lines.filter(
    ({ fulfilment }) => !['delivered', 'cancelled'].includes(fulfilment),
  ).length;
  const goingBack = await refunds.listOf(id);
  return [
    ...expectCount('refund against delivery: captures', counts.captured, 1),
    ...expectCount('refund against delivery: charged', order.capturedMinor ?? 0, UNIT_MINOR * delivered),
    ...expectCount('refund against delivery: eSIMs left open', open, 0),
    ...expectCount('refund against delivery: refunds', goingBack.length, delivered),
    ...expectCount('refund against delivery: mails', await countMails(db, id, 'withdrawal_received'), 1),
  ];
};

/** The button is pressed fifty times, and the worker turns fifty times: one refund, asked for once. */
export const refundPressed: Race = async ({ db, parallel, round }) => {
  const stage = await openStage(db);
  const { id, orders, refunds } = stage;
  await stage.deliver(0, round * 2);
  await stage.deliver(1, round * 2 + 1);
  const order = requireValue(await stage.complete());
  const line = requireValue(order.lines[0]);
  await atOnce(parallel, () => openRefund(stage.refundDeps, order, { line }));
  const made = { refundId: `re_${id}`, state: 'succeeded', amountMinor: UNIT_MINOR } as const;
  const keys: string[] = [];
  const deps = {
    refunds,
    payments: {
      refund: async ({ key }: { key: string }) => {
        keys.push(key);
        return ok(made);
      },
      readRefund: async () => ok(made),
    },
    trackRefund: async () => ({ done: true }),
    now,
    log: quietLog,
  };
  const due = requireValue(await orders.readOrder(id));
  await atOnce(parallel, () => workRefunds(deps, due));
  const [refund, ...others] = await refunds.listOf(id);
  return [
    ...expectCount('refund pressed: refunds', 1 + others.length, 1),
    ...expectCount('refund pressed: amount', refund?.amount.minor ?? 0, UNIT_MINOR),
    ...expectCount('refund pressed: keys at Stripe', new Set(keys).size, 1),
    ...(refund?.state === 'succeeded' ? [] : [`refund pressed: ${refund?.state}`]),
    ...expectCount('refund pressed: mails', await countMails(db, id, 'refund_started'), 1),
  ];
};

/** A paid order of two eSIMs, its payment, and everything a refund needs. */
async function openStage(db: PrismaClient) {
  const orders = createOrderStore(db);
  const esims = createEsimStore(db, testVault);
  const refunds = createRefundStore(db);
  const id: OrderId = await insertPaidOrder(orders, { quantity: 2, at: now() });
  const lines = requireValue(await orders.readOrder(id)).lines;
  const { payments, counts } = createTestPayments(id);
  const completion = { orders, payments, now, log: quietLog };
  const refreshUsage = (esim: Esim) =>
    esims.saveReading({
      id: esim.id,
      reading: { state: 'not_started', checkedAt: now() },
      profileState: 'ready_to_install',
      nextReadAt: null,
    });
  return {
    ...{ id, orders, refunds, counts },
    complete: () => completeOrder(completion, id),
    refundDeps: { esims, refunds, refreshUsage, policy: REFUNDS, now },
    /** The eSIM of one of its lines is stored. */
    deliver: (index: number, number: number) => {
      const line = requireValue(lines[index]);
      const { provider, offerId } = line.plan;
      return esims.allocate({ line, provider, offerId, profile: testProfile(number), now: now() });
    },
  };
}

function countMails(db: PrismaClient, orderId: OrderId, kind: string): Promise<number> {
  return db.mail.count({ where: { orderId, kind: { startsWith: kind } } });
}
