import type { Prisma, PrismaClient } from '#lib/db/generated/client';
import {
  countLedger,
  explainItem,
  lockPlan,
  type PoolCounts,
  type PoolKey,
  type Windows,
  waitingOrders,
} from '#lib/db/pool-ledger';
import type { OrderId } from '#lib/domain/order';
import type { ProviderId } from '#lib/domain/plan';

/** An eSIM of the account as the wholesaler lists it. */
type ListedItem = {
  subscriptionRef: string;
  esimRef: string;
  offerId: string;
  state: string;
  use: 'unused' | 'used' | 'unclear';
};
type Origin = 'baseline' | 'ours' | 'quarantine';
type Sighting = {
  baselineTaken: boolean;
  use: 'unused' | 'used' | 'unclear';
  /** The eSIM itself was not seen before with another plan on it. */
  newEsim: boolean;
  admitted: number;
  attempts: number;
};

/** One complete list of an account. `asOf` is when it was asked for: what it lacks may have appeared since. */
type StockList = {
  provider: ProviderId;
  items: readonly ListedItem[];
  asOf: Date;
  windows: Windows;
  /** `undefined` = it cannot be told yet; the item is looked at again in the next list. */
  classify: (item: Sighting) => Origin | undefined;
};

export type PoolStore = ReturnType<typeof createPoolStore>;

/** Pool and attempt ledger of wholesalers without idempotency keys. Every decision holds the plan's advisory lock. */
export function createPoolStore(db: PrismaClient) {
  return {
    /** Takes in what a list shows for the first time; returns how many of it were not ours. */
    async takeIn(list: StockList): Promise<{ quarantined: number }> {
      const { provider } = list;
      const poll = await db.poolPoll.findUnique({ where: { provider } });
      const known = await db.poolItem.findMany({
        where: { provider },
        select: { subscriptionRef: true, esimRef: true, origin: true, orderId: true },
      });
      const seen = new Set(known.map((item) => item.subscriptionRef));
      const esimRefs = new Set(known.map((item) => item.esimRef));
      const fresh = list.items.filter((item) => !seen.has(item.subscriptionRef));
      let quarantined = 0;
      for (const [offerId, items] of Map.groupBy(fresh, (item) => item.offerId)) {
        const baselineTaken = Boolean(poll?.baselineAt);
        quarantined += await admit(db, { provider, offerId }, { ...list, items, baselineTaken, esimRefs });
      }
      const used = new Set(
        list.items.filter((item) => item.use === 'used').map((item) => item.subscriptionRef),
      );
      const free = known.filter((item) => item.origin === 'ours' && item.orderId === null);
      quarantined += await setAside(
        db,
        provider,
        free.map((item) => item.subscriptionRef).filter((ref) => used.has(ref)),
      );
      await db.poolPoll.upsert({
        where: { provider },
        create: { provider, baselineAt: list.asOf, finishedAt: list.asOf },
        update: { finishedAt: list.asOf },
      });
      return { quarantined };
    },

    /** Hands free eSIMs of a plan to the orders that have waited longest. What a released order held is free again. */
    async assignFree({ provider, offerId }: PoolKey): Promise<void> {
      await db.$transaction(async (tx) => {
        await lockPlan(tx, { provider, offerId });
        await freeReleased(tx, { provider, offerId });
        const free = await tx.poolItem.findMany({
          where: { provider, offerId, origin: 'ours', orderId: null },
          orderBy: { firstSeenAt: 'asc' },
          select: { subscriptionRef: true },
        });
        if (free.length === 0) return;
        const waiting = await tx.order.findMany({
          where: waitingOrders({ provider, offerId }),
          orderBy: { authorisedAt: 'asc' },
          take: free.length,
          select: { id: true },
        });
        for (const [index, order] of waiting.entries()) {
          const item = free[index];
          if (!item) break;
          await tx.poolItem.update({
            where: { provider_subscriptionRef: { provider, subscriptionRef: item.subscriptionRef } },
            data: { orderId: order.id, claimedAt: new Date() },
          });
          await tx.$executeRaw`UPDATE "Order" SET "nextActionAt" = now() WHERE id = ${order.id} AND "nextActionAt" > now()`;
        }
      });
    },

    async readClaimed(orderId: OrderId): Promise<{ subscriptionRef: string; esimRef: string } | undefined> {
      const item = await db.poolItem.findUnique({
        where: { orderId },
        select: { subscriptionRef: true, esimRef: true },
      });
      return item ?? undefined;
    },

    /**
     * Decides about one more purchase of the plan and, for `buy`, commits the attempt and the order's `sending` before
     * anything is called. `asOf` is when the list was asked for that the decision rests on. `stale`: the order was no
     * longer waiting.
     */
    async openAttempt<D extends { kind: string }>(
      input: PoolKey & {
        orderId: OrderId;
        asOf: Date;
        now: Date;
        windows: Windows;
        decide: (counts: PoolCounts) => D;
      },
    ): Promise<{ decision: D; attemptId?: string } | 'stale'> {
      return db.$transaction(async (tx) => {
        await lockPlan(tx, input);
        const decision = input.decide(await countLedger(tx, input));
        await endLostSending(tx, input.orderId);
        if (decision.kind !== 'buy') return { decision };
        const [order] = await tx.order.updateManyAndReturn({
          where: {
            id: input.orderId,
            payment: 'authorised',
            fulfilment: { in: ['queued', 'placed', 'unknown'] },
          },
          data: {
            fulfilment: 'sending',
            attempts: { increment: 1 },
            nextActionAt: new Date(input.now.getTime() + input.windows.lostCallMs),
          },
          select: { id: true },
        });
        if (!order) return 'stale';
        const { provider, offerId, orderId, now } = input;
        const attempt = await tx.purchaseAttempt.create({
          data: { provider, offerId, causedBy: orderId, state: 'sending', sentAt: now },
        });
        await tx.orderEvent.create({
          data: { orderId, kind: 'purchase_sending', detail: { attempt: attempt.id } },
        });
        return { decision, attemptId: attempt.id };
      });
    },

    async closeAttempt(
      id: string,
      result: { state: 'accepted' | 'ambiguous' | 'rejected'; reference?: string; now: Date },
    ): Promise<void> {
      await db.purchaseAttempt.update({
        where: { id },
        data: { state: result.state, answeredAt: result.now, reference: result.reference ?? null },
      });
    },
  };
}

async function admit(
  db: PrismaClient,
  plan: PoolKey,
  list: StockList & { baselineTaken: boolean; esimRefs: Set<string> },
): Promise<number> {
  return db.$transaction(async (tx) => {
    await lockPlan(tx, plan);
    let admitted = await tx.poolItem.count({ where: { ...plan, origin: 'ours' } });
    const attempts = await tx.purchaseAttempt.count({ where: { ...plan, state: { not: 'rejected' } } });
    let quarantined = 0;
    for (const { use, ...item } of list.items) {
      const newEsim = !list.esimRefs.has(item.esimRef);
      const origin = list.classify({ baselineTaken: list.baselineTaken, use, newEsim, admitted, attempts });
      if (!origin) continue;
      list.esimRefs.add(item.esimRef);
      const { count } = await tx.poolItem.createMany({
        data: [{ provider: plan.provider, origin, ...item }],
        skipDuplicates: true,
      });
      if (count === 0 || origin === 'baseline') continue;
      if (origin === 'quarantine') quarantined += 1;
      else {
        admitted += 1;
        await explainItem(tx, { ...plan, ...list, subscriptionRef: item.subscriptionRef });
      }
    }
    return quarantined;
  });
}

/** A free eSIM that somebody has begun to use outside the shop is never sold. */
async function setAside(db: PrismaClient, provider: ProviderId, subscriptionRefs: readonly string[]) {
  if (subscriptionRefs.length === 0) return 0;
  const { count } = await db.poolItem.updateMany({
    where: { provider, subscriptionRef: { in: [...subscriptionRefs] }, origin: 'ours', orderId: null },
    data: { origin: 'quarantine' },
  });
  return count;
}

/** An order that was released never showed its codes, so its eSIM and what was read of it start afresh. */
async function freeReleased(tx: Prisma.TransactionClient, { provider, offerId }: PoolKey): Promise<void> {
  const released = await tx.poolItem.findMany({
    where: { provider, offerId, order: { fulfilment: 'cancelled' } },
    select: { orderId: true },
  });
  const orderId = { in: released.flatMap((item) => item.orderId ?? []) };
  if (orderId.in.length === 0) return;
  await tx.usageSample.deleteMany({ where: { esim: { orderId } } });
  await tx.esim.deleteMany({ where: { orderId } });
  await tx.poolItem.updateMany({ where: { orderId }, data: { orderId: null, claimedAt: null } });
}

/** An order that stands in `sending` without a call under way was left there by a crash: nobody knows what was bought. */
async function endLostSending(tx: Prisma.TransactionClient, orderId: OrderId): Promise<void> {
  const calling = await tx.purchaseAttempt.count({ where: { causedBy: orderId, state: 'sending' } });
  if (calling > 0) return;
  const { count } = await tx.order.updateMany({
    where: { id: orderId, fulfilment: 'sending' },
    data: { fulfilment: 'unknown' },
  });
  if (count > 0)
    await tx.orderEvent.create({ data: { orderId, kind: 'purchase_outcome_unknown', detail: {} } });
}
