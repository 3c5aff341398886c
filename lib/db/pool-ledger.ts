import type { Prisma } from '#lib/db/generated/client';
import type { OrderId } from '#lib/domain/order';
import type { ProviderId } from '#lib/domain/plan';

export type PoolKey = { provider: ProviderId; offerId: string };
export type Windows = { settleMs: number; stillComingMs: number; lostCallMs: number; breakerMs: number };

export type PoolCounts = {
  waitingOrders: number;
  freeItems: number;
  coming: number;
  ambiguousYoung: number;
  ambiguousRecent: number;
  sending: number;
  causedByOrder: number;
};

/** Serialises decisions about one plan at one wholesaler for the length of a transaction. */
export async function lockPlan(tx: Prisma.TransactionClient, key: PoolKey): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`${key.provider}/${key.offerId}`}))`;
}

export function waitingOrders({ provider, offerId }: PoolKey): Prisma.OrderWhereInput {
  return {
    provider,
    offerId,
    payment: 'authorised',
    fulfilment: { in: ['queued', 'sending', 'placed', 'unknown', 'held'] },
    poolItems: { none: {} },
  };
}

/** The plan's figures; closes calls that never got an answer first. */
export async function countLedger(
  tx: Prisma.TransactionClient,
  input: PoolKey & { orderId: OrderId; asOf: Date; windows: Windows },
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
    waitingOrders: await tx.order.count({ where: waitingOrders(plan) }),
    freeItems: await tx.poolItem.count({ where: { ...plan, origin: 'ours', orderId: null } }),
    coming: await unexplained('accepted', windows.stillComingMs),
    ambiguousYoung: await unexplained('ambiguous', windows.settleMs),
    ambiguousRecent: await unexplained('ambiguous', windows.breakerMs),
    sending: await count({ state: 'sending', note: null }),
    causedByOrder: await count({ causedBy: input.orderId, state: { not: 'rejected' }, note: null }),
  };
}

const MOST_CALLS_LOOKED_AT = 200;

/**
 * Notes a new eSIM on the call that most likely made it, so that this call is not expected any longer: the oldest
 * that is still expected, answered ones first; else the youngest of those given up. A wrong guess costs at most one
 * eSIM too many, which stays in the pool.
 */
export async function explainItem(
  tx: Prisma.TransactionClient,
  input: PoolKey & { subscriptionRef: string; asOf: Date; windows: Windows },
): Promise<void> {
  const { provider, offerId, subscriptionRef, asOf, windows } = input;
  const calls = await tx.purchaseAttempt.findMany({
    where: { provider, offerId, state: { not: 'rejected' }, note: null },
    orderBy: { sentAt: 'desc' },
    take: MOST_CALLS_LOOKED_AT,
    select: { id: true, state: true, sentAt: true },
  });
  const expected = (state: string, ms: number) =>
    calls.findLast((call) => call.state === state && asOf.getTime() - call.sentAt.getTime() <= ms);
  const call =
    expected('accepted', windows.stillComingMs) ??
    expected('sending', windows.lostCallMs) ??
    expected('ambiguous', windows.settleMs) ??
    calls[0];
  if (call) await tx.purchaseAttempt.update({ where: { id: call.id }, data: { note: subscriptionRef } });
}
