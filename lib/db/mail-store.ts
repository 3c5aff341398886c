import { z } from 'zod';
import type { PrismaClient } from '#lib/db/generated/client';
import type { MailRequest } from '#lib/db/order-store';

export type QueuedMail = {
  id: string;
  kind: string;
  to: string;
  locale: string;
  orderId?: string;
  data: Record<string, string>;
  tries: number;
};

export type MailStore = ReturnType<typeof createMailStore>;

/** The outbox. A mail is queued once per `dedupeKey`, whatever happens around it. */
export function createMailStore(db: PrismaClient) {
  return {
    async queue(mail: MailRequest & { orderId?: string }): Promise<void> {
      await db.mail.createMany({ data: [mail], skipDuplicates: true });
    },

    /** Leases mails that are due, by moving their next try ahead. */
    async leaseDue(limit: number, leaseMs: number): Promise<QueuedMail[]> {
      const rows = await db.$queryRaw<{ id: string }[]>`
        WITH due AS MATERIALIZED (
          SELECT id FROM "Mail" WHERE "nextTryAt" <= now() ORDER BY "nextTryAt" FOR UPDATE SKIP LOCKED LIMIT ${limit}
        )
        UPDATE "Mail" SET "nextTryAt" = now() + ${leaseMs} * interval '1 millisecond', tries = tries + 1
        FROM due WHERE "Mail".id = due.id RETURNING "Mail".id`;
      if (rows.length === 0) return [];
      const mails = await db.mail.findMany({ where: { id: { in: rows.map((row) => row.id) } } });
      return mails.map((mail) => ({
        id: mail.id,
        kind: mail.kind,
        to: mail.to,
        locale: mail.locale,
        ...(mail.orderId && { orderId: mail.orderId }),
        data: z.record(z.string(), z.string()).parse(mail.data),
        tries: mail.tries,
      }));
    },

    /** Sent: what it said is forgotten, that it was sent is kept. */
    async markSent(id: string, at: Date): Promise<void> {
      await db.mail.update({ where: { id }, data: { sentAt: at, nextTryAt: null, data: {} } });
    },

    async retryAt(id: string, at: Date | null): Promise<void> {
      await db.mail.update({ where: { id }, data: { nextTryAt: at } });
    },
  };
}
