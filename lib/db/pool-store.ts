import type { Prisma, PrismaClient } from '#lib/db/generated/client';
import { moveLineIn } from '#lib/db/line-store';
import {
  countLedger,
  explainItem,
  lockPlan,
  type PoolCounts,
  type PoolKey,
  type Windows,
  waitingLines,
} from '#lib/db/pool-ledger';
import type { OrderLine, OrderLineId } from '#lib/domain/order';
import type { ProviderId } from '#lib/domain/plan';

/** An eSIM of the account as the wholesaler lists it. */
type ListedItem = {
  subscriptionRef: string;
  esimRef: string;
  offerId: string;
  state: string;
  use: 'unused' | 'used' | 'unclear';
  orderRef?: string;
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

type PollLease = { kind: 'leased'; leaseToken: string } | { kind: 'young'; asOf: Date } | { kind: 'taken' };

export type PoolStore = ReturnType<typeof createPoolStore>;

/** Pool and attempt ledger of wholesalers without idempotency keys. Every decision holds the plan's advisory lock. */
export function createPoolStore(db: PrismaClient) {
  return {
    /**
     * Lets one caller at a time read the account's list, by the database's clock. `young`: one younger than `youngMs` is
     * in the pool already; `taken`: somebody is reading one. A list from the future is a clock that was wrong: no list.
     */
    async leasePoll(
      provider: ProviderId,
      { asOf, youngMs, leaseMs }: { asOf: Date; youngMs: number; leaseMs: number },
    ): Promise<PollLease> {
      await db.poolPoll.createMany({ data: [{ provider }], skipDuplicates: true });
      const leaseToken = crypto.randomUUID();
      const around = (ms: number) => new Date(asOf.getTime() + ms);
      const young = { gt: around(-youngMs), lt: around(youngMs) };
      const leased = await db.$executeRaw`
        UPDATE "PoolPoll" SET "leaseToken" = ${leaseToken}, "leaseUntil" = now() + ${leaseMs} * interval '1 millisecond'
        WHERE provider = ${provider} AND ("leaseUntil" IS NULL OR "leaseUntil" < now())
          AND ("finishedAt" IS NULL OR "finishedAt" <= ${young.gt} OR "finishedAt" >= ${young.lt})`;
      if (leased > 0) return { kind: 'leased', leaseToken };
      const recent = await db.poolPoll.findFirst({ where: { provider, finishedAt: young } });
      return recent?.finishedAt ? { kind: 'young', asOf: recent.finishedAt } : { kind: 'taken' };
    },

    async endPoll(provider: ProviderId, leaseToken: string): Promise<void> {
      await db.poolPoll.updateMany({
        where: { provider, leaseToken },
        data: { leaseToken: null, leaseUntil: null },
      });
    },

    /** Takes in what a list shows for the first time; returns how many of it were not ours. */
    async takeIn(list: StockList): Promise<{ quarantined: number }> {
      const { provider } = list;
      const poll = await db.poolPoll.findUnique({ where: { provider } });
      const known = await db.poolItem.findMany({
        where: { provider },
        select: { subscriptionRef: true, esimRef: true, origin: true, lineId: true },
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
      const free = known.filter((item) => item.origin === 'ours' && item.lineId === null);
      quarantined += await setAside(
        db,
        provider,
        free.map((item) => item.subscriptionRef).filter((ref) => used.has(ref)),
      );
      await db.poolPoll.upsert({
        where: { provider },
        create: { provider, baselineAt: list.asOf, finishedAt: list.asOf },
        update: { baselineAt: poll?.baselineAt ?? list.asOf, finishedAt: list.asOf },
      });
      return { quarantined };
    },

    /**
     * Hands free eSIMs of a plan that are not older than `notBefore` to the lines that wait: one that names its order to
     * the line that order was placed for, every other to the line that has waited longest. What a cancelled line held is
     * free again.
     */
    async assignFree({ provider, offerId, notBefore }: PoolKey & { notBefore: Date }): Promise<void> {
      await db.$transaction(async (tx) => {
        await lockPlan(tx, { provider, offerId });
        await freeCancelled(tx, { provider, offerId });
        const free = await tx.poolItem.findMany({
          where: { provider, offerId, origin: 'ours', lineId: null, firstSeenAt: { gte: notBefore } },
          orderBy: { firstSeenAt: 'asc' },
          select: { subscriptionRef: true, orderRef: true },
        });
        if (free.length === 0) return;
        const waiting = await tx.orderLine.findMany({
          where: waitingLines({ provider, offerId }),
          orderBy: [{ order: { authorisedAt: 'asc' } }, { line: 'asc' }],
          select: { id: true },
        });
        const causes = await readCauses(tx, provider, free);
        for (const { lineId, subscriptionRef } of pairUp(waiting, free, causes)) {
          await tx.poolItem.update({
            where: { provider_subscriptionRef: { provider, subscriptionRef } },
            data: { lineId, claimedAt: new Date() },
          });
          await tx.$executeRaw`UPDATE "OrderLine" SET "nextActionAt" = now() WHERE id = ${lineId} AND "nextActionAt" > now()`;
        }
      });
    },

    async readClaimed(
      lineId: OrderLineId,
    ): Promise<{ subscriptionRef: string; esimRef: string } | undefined> {
      const item = await db.poolItem.findUnique({
        where: { lineId },
        select: { subscriptionRef: true, esimRef: true },
      });
      return item ?? undefined;
    },

    /**
     * Decides about one more purchase of the plan and, for `buy`, commits the attempt and the line's `sending` before
     * anything is called. `asOf` is when the list was asked for that the decision rests on. `stale`: the line was no
     * longer waiting.
     */
    async openAttempt<D extends { kind: string }>(
      input: PoolKey & {
        line: Pick<OrderLine, 'id' | 'orderId' | 'leaseToken'>;
        asOf: Date;
        now: Date;
        windows: Windows;
        decide: (counts: PoolCounts) => D;
      },
    ): Promise<{ decision: D; attemptId?: string } | 'stale'> {
      const { provider, offerId, line, now, windows } = input;
      return db.$transaction(async (tx) => {
        await lockPlan(tx, input);
        const decision = input.decide(await countLedger(tx, { ...input, lineId: line.id }));
        await endLostSending(tx, line);
        if (decision.kind !== 'buy') return { decision };
        const attemptId = crypto.randomUUID();
        const moved = await moveLineIn(tx, line, {
          from: { payment: ['authorised'], fulfilment: ['queued', 'placed', 'unknown'] },
          set: {
            fulfilment: 'sending',
            attempts: { increment: 1 },
            nextActionAt: new Date(now.getTime() + windows.lostCallMs),
          },
          event: { kind: 'purchase_sending', detail: { attempt: attemptId } },
        });
        if (!moved) return 'stale';
        await tx.purchaseAttempt.create({
          data: { id: attemptId, provider, offerId, causedBy: line.id, state: 'sending', sentAt: now },
        });
        return { decision, attemptId };
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
        await explainItem(tx, { ...plan, ...list, ...item });
      }
    }
    return quarantined;
  });
}

type FreeItem = { subscriptionRef: string; orderRef: string | null };

/** Which line each order was placed for that these items name. */
async function readCauses(
  tx: Prisma.TransactionClient,
  provider: ProviderId,
  items: readonly FreeItem[],
): Promise<ReadonlyMap<string, string>> {
  const named = items.flatMap(({ orderRef }) => orderRef ?? []);
  if (named.length === 0) return new Map();
  const calls = await tx.purchaseAttempt.findMany({
    where: { provider, reference: { in: named } },
    select: { reference: true, causedBy: true },
  });
  return new Map(calls.map(({ reference, causedBy }) => [reference ?? '', causedBy]));
}

function pairUp(
  waiting: readonly { id: string }[],
  free: readonly FreeItem[],
  causes: ReadonlyMap<string, string>,
): { lineId: string; subscriptionRef: string }[] {
  const lines = new Set(waiting.map(({ id }) => id));
  const exact = free.flatMap(({ subscriptionRef, orderRef }) => {
    const lineId = causes.get(orderRef ?? '');
    return lineId !== undefined && lines.delete(lineId) ? [{ lineId, subscriptionRef }] : [];
  });
  const taken = new Set(exact.map(({ subscriptionRef }) => subscriptionRef));
  const left = free.filter(({ subscriptionRef }) => !taken.has(subscriptionRef));
  const inTurn = [...lines].flatMap((lineId, index) => {
    const item = left[index];
    return item ? [{ lineId, subscriptionRef: item.subscriptionRef }] : [];
  });
  return [...exact, ...inTurn];
}

/** A free eSIM that somebody has begun to use outside the shop is never sold. */
async function setAside(db: PrismaClient, provider: ProviderId, subscriptionRefs: readonly string[]) {
  if (subscriptionRefs.length === 0) return 0;
  const { count } = await db.poolItem.updateMany({
    where: { provider, subscriptionRef: { in: [...subscriptionRefs] }, origin: 'ours', lineId: null },
    data: { origin: 'quarantine' },
  });
  return count;
}

/** A line that was cancelled never showed its codes, so its eSIM and what was read of it start afresh. */
async function freeCancelled(tx: Prisma.TransactionClient, { provider, offerId }: PoolKey): Promise<void> {
  const cancelled = await tx.poolItem.findMany({
    where: { provider, offerId, line: { fulfilment: 'cancelled' } },
    select: { lineId: true },
  });
  const lineId = { in: cancelled.flatMap((item) => item.lineId ?? []) };
  if (lineId.in.length === 0) return;
  await tx.usageSample.deleteMany({ where: { esim: { lineId } } });
  await tx.esim.deleteMany({ where: { lineId } });
  await tx.poolItem.updateMany({ where: { lineId }, data: { lineId: null, claimedAt: null } });
}

/** A line that stands in `sending` without a call under way was left there by a crash: nobody knows what was bought. */
async function endLostSending(
  tx: Prisma.TransactionClient,
  line: Pick<OrderLine, 'id' | 'orderId' | 'leaseToken'>,
): Promise<void> {
  const calling = await tx.purchaseAttempt.count({ where: { causedBy: line.id, state: 'sending' } });
  if (calling > 0) return;
  await moveLineIn(tx, line, {
    from: { fulfilment: ['sending'] },
    set: { fulfilment: 'unknown' },
    event: { kind: 'purchase_outcome_unknown' },
  });
}
