import { z } from 'zod';
import type { Esim as EsimRow, PrismaClient } from '#lib/db/generated/client';
import { present } from '#lib/db/order-row';
import type { Vault } from '#lib/db/vault';
import type { Iccid } from '#lib/domain/esim';
import {
  type ActivationCode,
  type Profile,
  type ProfileState,
  parseActivationCode,
  parseIccid,
  toLpa,
} from '#lib/domain/esim';
import { type OrderId, parseOrderId } from '#lib/domain/order';
import { PROVIDERS, type ProviderId } from '#lib/domain/plan';
import type { PlanState, UsageReading } from '#lib/domain/usage';

/** An eSIM of an order, without its activation code. */
export type Esim = {
  id: string;
  orderId: OrderId;
  provider: ProviderId;
  offerId: string;
  iccid: Iccid;
  esimRef: string;
  subscriptionRef: string;
  profileState: ProfileState;
  reading?: UsageReading;
  /** The last attempt to read failed, since then. */
  readFailedAt?: Date;
  nextReadAt?: Date;
};

export type EsimStore = ReturnType<typeof createEsimStore>;

/** Delivered eSIMs. The activation code is sealed on the way in and leaves only through `readActivationCode`. */
export function createEsimStore(db: PrismaClient, vault: Vault) {
  return {
    /**
     * Stores the eSIM and moves its order to `allocated` in one transaction. Otherwise nothing is written:
     * `not_waiting` when the order has moved on, `taken` when another order owns this very eSIM.
     */
    async allocate(input: {
      orderId: OrderId;
      provider: ProviderId;
      offerId: string;
      profile: Profile;
      now: Date;
    }): Promise<'allocated' | 'not_waiting' | 'taken'> {
      const { orderId, provider, offerId, profile, now } = input;
      const id = `esim_${orderId}_1`;
      const lpa = toLpa(profile.activationCode);
      const matchingHash = vault.blindIndex(lpa);
      return db.$transaction(async (tx) => {
        // The unique indexes let one eSIM carry several plans; that two orders share one is refused here.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${matchingHash}))`;
        const owner = await tx.esim.findFirst({
          where: { orderId: { not: orderId }, OR: [{ provider, iccid: profile.iccid }, { matchingHash }] },
          select: { id: true },
        });
        if (owner) return 'taken';
        const [order] = await tx.order.updateManyAndReturn({
          where: {
            id: orderId,
            payment: 'authorised',
            fulfilment: { in: ['queued', 'sending', 'placed', 'unknown'] },
          },
          data: { fulfilment: 'allocated', allocatedAt: now, nextActionAt: now, holdReason: null },
          select: { id: true },
        });
        if (!order) return 'not_waiting';
        await tx.esim.create({
          data: {
            id,
            orderId,
            provider,
            offerId,
            iccid: profile.iccid,
            esimRef: profile.esimRef,
            subscriptionRef: profile.subscriptionRef,
            sealedCode: vault.seal(lpa, id),
            matchingHash,
            profileState: profile.state,
            nextReadAt: now,
          },
        });
        await tx.orderEvent.create({ data: { orderId, kind: 'esim_allocated', detail: { provider } } });
        return 'allocated';
      });
    },

    /** Takes the eSIM from an order that is not paid for after all: its pool item is free again. */
    async withdraw(orderId: OrderId): Promise<void> {
      await db.$transaction([
        db.usageSample.deleteMany({ where: { esim: { orderId } } }),
        db.esim.deleteMany({ where: { orderId } }),
        db.poolItem.updateMany({ where: { orderId }, data: { orderId: null, claimedAt: null } }),
      ]);
    },

    async listOf(orderId: OrderId): Promise<Esim[]> {
      const rows = await db.esim.findMany({ where: { orderId }, orderBy: { line: 'asc' } });
      return rows.map(fromEsimRow);
    },

    async read(id: string): Promise<Esim | undefined> {
      const row = await db.esim.findUnique({ where: { id } });
      return row ? fromEsimRow(row) : undefined;
    },

    /** The bearer secret. Callers have proved that the reader owns the order and that it is paid for. */
    async readActivationCode(id: string): Promise<ActivationCode> {
      const row = await db.esim.findUniqueOrThrow({ where: { id }, select: { sealedCode: true } });
      const code = parseActivationCode(vault.open(row.sealedCode, id));
      if (!code) throw new Error('A stored activation code does not parse');
      return code;
    },

    /** Leases eSIMs whose usage is due to be read, by moving their turn ahead: two workers never read the same one. */
    async leaseDueReads(limit: number, leaseMs: number): Promise<Esim[]> {
      const ids = await db.$queryRaw<{ id: string }[]>`
        WITH due AS MATERIALIZED (
          SELECT id FROM "Esim" WHERE "nextReadAt" <= now() ORDER BY "nextReadAt" FOR UPDATE SKIP LOCKED LIMIT ${limit}
        )
        UPDATE "Esim" SET "nextReadAt" = now() + ${leaseMs} * interval '1 millisecond'
        FROM due WHERE "Esim".id = due.id RETURNING "Esim".id`;
      if (ids.length === 0) return [];
      const rows = await db.esim.findMany({ where: { id: { in: ids.map((row) => row.id) } } });
      return rows.map(fromEsimRow);
    },

    /** Somebody looks at the meter: brings the next reading forward, at most to `notBefore`. */
    async bringReadForward(id: string, notBefore: Date): Promise<void> {
      await db.esim.updateMany({
        where: { id, nextReadAt: { gt: notBefore } },
        data: { nextReadAt: notBefore },
      });
    },

    async saveReading(input: {
      id: string;
      reading: UsageReading;
      profileState: ProfileState;
      nextReadAt: Date | null;
    }): Promise<void> {
      const { id, reading } = input;
      const at = reading.measuredAt ?? reading.checkedAt;
      await db.$transaction([
        db.esim.update({
          where: { id },
          data: {
            profileState: input.profileState,
            usageState: reading.state,
            initialBytes: toBigInt(reading.initialBytes),
            usedBytes: toBigInt(reading.usedBytes),
            remainingBytes: toBigInt(reading.remainingBytes),
            measuredAt: reading.measuredAt ?? null,
            checkedAt: reading.checkedAt,
            startedAt: reading.startedAt ?? null,
            endsAt: reading.endsAt ?? null,
            readFailedAt: null,
            nextReadAt: input.nextReadAt,
          },
        }),
        db.usageSample.createMany({
          data: [
            {
              esimId: id,
              at,
              measured: reading.measuredAt !== undefined,
              usedBytes: toBigInt(reading.usedBytes),
              remainingBytes: toBigInt(reading.remainingBytes),
            },
          ],
          skipDuplicates: true,
        }),
      ]);
    },

    /** Keeps the last good reading and remembers since when the wholesaler has not answered. */
    async saveReadFailure(id: string, at: Date, nextReadAt: Date): Promise<void> {
      await db.esim.updateMany({ where: { id, readFailedAt: null }, data: { readFailedAt: at } });
      await db.esim.update({ where: { id }, data: { nextReadAt } });
    },
  };
}

const toBigInt = (bytes: number | undefined) => (bytes === undefined ? null : BigInt(Math.round(bytes)));

const PLAN_STATES = [
  'provisioning',
  'not_started',
  'active',
  'depleted',
  'expired',
  'cancelled',
  'gone',
  'unknown',
] as const satisfies readonly PlanState[];
const PROFILE_STATES = [
  'provisioning',
  'ready_to_install',
  'downloading',
  'installed',
  'removed',
  'expired',
  'unknown',
] as const satisfies readonly ProfileState[];

function fromEsimRow(row: EsimRow): Esim {
  const orderId = parseOrderId(row.orderId);
  const iccid = parseIccid(row.iccid);
  if (!orderId || !iccid) throw new Error('An eSIM row has a malformed order id or ICCID');
  const reading = toReading(row);
  return {
    id: row.id,
    orderId,
    provider: z.enum(PROVIDERS).parse(row.provider),
    offerId: row.offerId,
    iccid,
    esimRef: row.esimRef,
    subscriptionRef: row.subscriptionRef,
    profileState: z.enum(PROFILE_STATES).parse(row.profileState),
    ...(reading && { reading }),
    ...present({ readFailedAt: row.readFailedAt, nextReadAt: row.nextReadAt }),
  };
}

function toReading(row: EsimRow): UsageReading | undefined {
  if (!row.usageState || !row.checkedAt) return undefined;
  return {
    state: z.enum(PLAN_STATES).parse(row.usageState),
    checkedAt: row.checkedAt,
    ...present({
      initialBytes: toNumber(row.initialBytes),
      usedBytes: toNumber(row.usedBytes),
      remainingBytes: toNumber(row.remainingBytes),
      measuredAt: row.measuredAt,
      startedAt: row.startedAt,
      endsAt: row.endsAt,
    }),
  };
}

const toNumber = (bytes: bigint | null) => (bytes === null ? null : Number(bytes));
