import { Prisma, type PrismaClient } from '#lib/db/generated/client';

/** The id as it stands in the row: reading it is part of the turn, so that a broken row fails alone. */
export type Lease = { id: string; leaseToken: string };

export type LeaseStore = {
  /** Leases what is due, by the database's clock, the longest overdue first. */
  leaseDue: (limit: number, leaseMs: number) => Promise<Lease[]>;
  /** In how many milliseconds the next row falls due that is not yet; `undefined` when none will. */
  readNextDueMs: () => Promise<number | undefined>;
  /** Gives a lease back that is still ours; `failed` delays the next turn by a growing pause, so that it blocks no other. */
  finishLease: (lease: Lease, outcome: 'worked' | 'failed') => Promise<void>;
};

/**
 * Leases on the rows of a table that has `nextActionAt`, `leaseToken`, `leaseUntil` and `failureCount`; of those alone
 * for which `only` holds.
 */
export function createLeaseStore(
  db: PrismaClient,
  name: 'Order' | 'OrderLine',
  only: Prisma.Sql = Prisma.sql`TRUE`,
): LeaseStore {
  const table = Prisma.raw(`"${name}"`);
  return {
    async leaseDue(limit, leaseMs) {
      const leaseToken = crypto.randomUUID();
      const rows = await db.$queryRaw<{ id: string }[]>`
        WITH due AS MATERIALIZED (
          SELECT id FROM ${table}
          WHERE ${only} AND "nextActionAt" <= now() AND ("leaseUntil" IS NULL OR "leaseUntil" < now())
          ORDER BY "nextActionAt" FOR UPDATE SKIP LOCKED LIMIT ${limit}
        )
        UPDATE ${table} SET "leaseToken" = ${leaseToken}, "leaseUntil" = now() + ${leaseMs} * interval '1 millisecond'
        FROM due WHERE ${table}.id = due.id RETURNING ${table}.id`;
      return rows.map(({ id }) => ({ id, leaseToken }));
    },

    async readNextDueMs() {
      const [row] = await db.$queryRaw<{ ms: number | null }[]>`
        SELECT (extract(epoch FROM min("nextActionAt") - now()) * 1000)::float8 AS ms
        FROM ${table} WHERE ${only} AND "nextActionAt" > now()`;
      return row?.ms ?? undefined;
    },

    async finishLease({ id, leaseToken }, outcome) {
      if (outcome === 'worked') {
        await db.$executeRaw`
          UPDATE ${table} SET "leaseToken" = NULL, "leaseUntil" = NULL, "failureCount" = 0
          WHERE id = ${id} AND "leaseToken" = ${leaseToken}`;
        return;
      }
      await db.$executeRaw`
        UPDATE ${table} SET "leaseToken" = NULL, "leaseUntil" = NULL, "failureCount" = "failureCount" + 1,
          "nextActionAt" = CASE WHEN "nextActionAt" IS NOT NULL
            THEN now() + power(2, least("failureCount", 8)) * interval '1 second' END
        WHERE id = ${id} AND "leaseToken" = ${leaseToken}`;
    },
  };
}
