import { type Esim, fromEsimRow, WITH_LINE } from '#lib/db/esim-row';
import type { PrismaClient } from '#lib/db/generated/client';
import { moveLineIn } from '#lib/db/line-store';
import type { Vault } from '#lib/db/vault';
import {
  type ActivationCode,
  type Profile,
  type ProfileState,
  parseActivationCode,
  toLpa,
} from '#lib/domain/esim';
import type { OrderId, OrderLine } from '#lib/domain/order';
import type { ProviderId } from '#lib/domain/plan';
import type { UsageReading } from '#lib/domain/usage';

export type EsimStore = ReturnType<typeof createEsimStore>;

/** Delivered eSIMs. The activation code is sealed on the way in and leaves only through `readActivationCode`. */
export function createEsimStore(db: PrismaClient, vault: Vault) {
  return {
    /**
     * Stores the eSIM and moves its line to `allocated` in one transaction. Otherwise nothing is written:
     * `not_waiting` when the line has moved on, `taken` when another line owns this very eSIM.
     */
    async allocate(input: {
      line: Pick<OrderLine, 'id' | 'orderId' | 'leaseToken'>;
      provider: ProviderId;
      offerId: string;
      profile: Profile;
      now: Date;
    }): Promise<'allocated' | 'not_waiting' | 'taken'> {
      const { line, provider, offerId, profile, now } = input;
      const id = `esim_${line.id}`;
      const lpa = toLpa(profile.activationCode);
      const matchingHash = vault.blindIndex(lpa);
      return db.$transaction(async (tx) => {
        // The unique indexes let one eSIM carry several plans; that two lines share one is refused here.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${matchingHash}))`;
        const owner = await tx.esim.findFirst({
          where: { lineId: { not: line.id }, OR: [{ provider, iccid: profile.iccid }, { matchingHash }] },
          select: { id: true },
        });
        if (owner) return 'taken';
        const moved = await moveLineIn(tx, line, {
          from: { payment: ['authorised'], fulfilment: ['queued', 'sending', 'placed', 'unknown'] },
          set: { fulfilment: 'allocated', allocatedAt: now, holdReason: null, nextActionAt: null },
          wakes: 'order',
          event: { kind: 'esim_allocated', detail: { provider } },
        });
        if (!moved) return 'not_waiting';
        await tx.esim.create({
          data: {
            id,
            lineId: line.id,
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
        return 'allocated';
      });
    },

    async listOf(orderId: OrderId): Promise<Esim[]> {
      const rows = await db.esim.findMany({
        where: { line: { orderId } },
        orderBy: { line: { line: 'asc' } },
        include: WITH_LINE,
      });
      return rows.map(fromEsimRow);
    },

    async read(id: string): Promise<Esim | undefined> {
      const row = await db.esim.findUnique({ where: { id }, include: WITH_LINE });
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
      const rows = await db.esim.findMany({
        where: { id: { in: ids.map((row) => row.id) } },
        include: WITH_LINE,
      });
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
