import type { Prisma } from '#lib/db/generated/client';
import { type OrderLineId, WAITING_STATES } from '#lib/domain/order';
import type { ProviderId } from '#lib/domain/plan';

export type PoolKey = { provider: ProviderId; offerId: string };
export type Windows = {
  settleMs: number;
  stillComingMs: number;
  lostCallMs: number;
  breakerMs: number;
  dayMs: number;
  shelfLifeMs: number;
};

export type PoolCounts = {
  waitingLines: number;
  freeItems: number;
  coming: number;
  ambiguousYoung: number;
  unclearInARow: number;
  unclearOfAccount: number;
  surplusOfDay: number;
  sending: number;
  causedByLine: number;
};

/** Serialises decisions about one plan at one wholesaler for the length of a transaction. */
export async function lockPlan(tx: Prisma.TransactionClient, key: PoolKey): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`${key.provider}/${key.offerId}`}))`;
}

export function waitingLines({ provider, offerId }: PoolKey): Prisma.OrderLineWhereInput {
  return {
    provider,
    offerId,
    order: { payment: 'authorised' },
    fulfilment: { in: [...WAITING_STATES] },
    poolItem: null,
  };
}

/** The plan's figures; closes calls that never got an answer first. */
export async function countLedger(
  tx: Prisma.TransactionClient,
  input: PoolKey & { lineId: OrderLineId; asOf: Date; windows: Windows },
): Promise<PoolCounts> {
  const { provider, offerId, asOf, windows } = input;
  const plan = { provider, offerId };
  const since = (ms: number) => ({ gte: new Date(asOf.getTime() - ms) });
  await tx.purchaseAttempt.updateMany({
    where: { ...plan, state: 'sending', sentAt: { lt: since(windows.lostCallMs).gte } },
    data: { state: 'ambiguous' },
  });
  const count = (where: Prisma.PurchaseAttemptWhereInput) =>
    tx.purchaseAttempt.count({ where: { ...plan, ...where } });
  const unexplained = (state: string, ms: number) => count({ state, note: null, sentAt: since(ms) });
  return {
    waitingLines: await tx.orderLine.count({ where: waitingLines(plan) }),
    freeItems: await tx.poolItem.count({
      where: { ...plan, origin: 'ours', lineId: null, firstSeenAt: since(windows.shelfLifeMs) },
    }),
    coming: await unexplained('accepted', windows.stillComingMs),
    ambiguousYoung: await unexplained('ambiguous', windows.settleMs),
    unclearInARow: await countUnclear(tx, plan, since(windows.breakerMs)),
    unclearOfAccount: await countUnclear(tx, { provider }, since(windows.breakerMs)),
    surplusOfDay: await tx.poolItem.count({
      where: { provider, origin: 'ours', lineId: null, firstSeenAt: since(windows.dayMs) },
    }),
    sending: await count({ state: 'sending', note: null }),
    causedByLine: await count({ causedBy: input.lineId, state: { not: 'rejected' }, note: null }),
  };
}

/** Calls without an answer or an eSIM that would explain them, after the last one that was answered with an order. */
async function countUnclear(
  tx: Prisma.TransactionClient,
  calls: Prisma.PurchaseAttemptWhereInput,
  window: { gte: Date },
): Promise<number> {
  const clear = await tx.purchaseAttempt.findFirst({
    where: { ...calls, state: 'accepted', sentAt: window },
    orderBy: { sentAt: 'desc' },
    select: { sentAt: true },
  });
  const sentAt = clear ? { gt: clear.sentAt } : window;
  return tx.purchaseAttempt.count({ where: { ...calls, state: 'ambiguous', note: null, sentAt } });
}

const MOST_CALLS_LOOKED_AT = 200;

/**
 * Notes a new eSIM on the call that made it, so that this call is not expected any longer: the one whose order it
 * names, else the likeliest, which is the oldest that is still expected, answered ones first; else the youngest of
 * those given up. A wrong guess costs at most one eSIM too many, which stays in the pool.
 */
export async function explainItem(
  tx: Prisma.TransactionClient,
  input: PoolKey & { subscriptionRef: string; orderRef?: string; asOf: Date; windows: Windows },
): Promise<void> {
  const { provider, offerId, subscriptionRef, orderRef, asOf, windows } = input;
  const calls = await tx.purchaseAttempt.findMany({
    where: { provider, offerId, state: { not: 'rejected' }, note: null },
    orderBy: { sentAt: 'desc' },
    take: MOST_CALLS_LOOKED_AT,
    select: { id: true, state: true, sentAt: true, reference: true },
  });
  // An answered call that named another order has an eSIM of its own to come.
  const likely = orderRef === undefined ? calls : calls.filter(({ reference }) => reference === null);
  const expected = (state: string, ms: number) =>
    likely.findLast((call) => call.state === state && asOf.getTime() - call.sentAt.getTime() <= ms);
  const call =
    calls.find(({ reference }) => orderRef !== undefined && reference === orderRef) ??
    expected('accepted', windows.stillComingMs) ??
    expected('sending', windows.lostCallMs) ??
    expected('ambiguous', windows.settleMs) ??
    likely[0];
  if (call) await tx.purchaseAttempt.update({ where: { id: call.id }, data: { note: subscriptionRef } });
}
