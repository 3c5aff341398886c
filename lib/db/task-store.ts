import type { PrismaClient } from '#lib/db/generated/client';

export type TaskLease = { name: string; leaseToken: string; cursor?: string };

export type TaskStore = ReturnType<typeof createTaskStore>;

/** Recurring work. One lease at a time per task, by the database's clock, over all processes. */
export function createTaskStore(db: PrismaClient) {
  return {
    async lease(name: string, leaseMs: number): Promise<TaskLease | undefined> {
      await db.task.createMany({ data: [{ name }], skipDuplicates: true });
      const leaseToken = crypto.randomUUID();
      const [row] = await db.$queryRaw<{ cursor: string | null }[]>`
        UPDATE "Task" SET "leaseToken" = ${leaseToken}, "leaseUntil" = now() + ${leaseMs} * interval '1 millisecond'
        WHERE name = ${name} AND "nextRunAt" <= now() AND ("leaseUntil" IS NULL OR "leaseUntil" < now())
        RETURNING cursor`;
      return row && { name, leaseToken, ...(row.cursor && { cursor: row.cursor }) };
    },

    async finish(
      lease: TaskLease,
      result: { nextInMs: number; cursor?: string; error?: string },
    ): Promise<void> {
      await db.$executeRaw`
        UPDATE "Task" SET "leaseToken" = NULL, "leaseUntil" = NULL, "lastRunAt" = now(),
          "nextRunAt" = now() + ${result.nextInMs} * interval '1 millisecond',
          "lastError" = ${result.error ?? null}, cursor = coalesce(${result.cursor ?? null}, cursor)
        WHERE name = ${lease.name} AND "leaseToken" = ${lease.leaseToken}`;
    },
  };
}
