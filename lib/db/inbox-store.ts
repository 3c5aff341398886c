import { z } from 'zod';
import type { InboxEvent, PrismaClient } from '#lib/db/generated/client';
import type { PaymentHint } from '#lib/payments/port';

export type InboxStore = ReturnType<typeof createInboxStore>;

const SOURCE = 'stripe';

const hintColumn = z.object({
  orderId: z.string().exactOptional(),
  sessionId: z.string().exactOptional(),
  paymentId: z.string().exactOptional(),
  createdAt: z.iso.datetime().transform((text) => new Date(text)),
});

/** Events of the payment provider, each kept once under its own id, and worked until it is marked as handled. */
export function createInboxStore(db: PrismaClient) {
  const byId = (eventId: string) => ({ source: SOURCE, eventId });
  /** One statement: whoever sent the event waits for it, and others send theirs at the same moment. */
  const keep = async ({ eventId, type, ...hint }: PaymentHint): Promise<void> => {
    const row = { ...byId(eventId), type, hint: { ...hint, createdAt: hint.createdAt.toISOString() } };
    await db.inboxEvent.createMany({ data: [row], skipDuplicates: true });
  };
  return {
    keep,

    /** Keeps the event; `handled` when it was worked before. Copies that arrive together are all `open`. */
    async record(hint: PaymentHint): Promise<'open' | 'handled'> {
      await keep(hint);
      const row = await db.inboxEvent.findUniqueOrThrow({
        where: { source_eventId: byId(hint.eventId) },
        select: { handledAt: true },
      });
      return row.handledAt ? 'handled' : 'open';
    },

    /** Leases events that are due, by moving their next try ahead. */
    async leaseDue(limit: number, leaseMs: number): Promise<PaymentHint[]> {
      const rows = await db.$queryRaw<InboxEvent[]>`
        WITH due AS MATERIALIZED (
          SELECT "eventId" FROM "InboxEvent" WHERE source = ${SOURCE} AND "nextTryAt" <= now()
          ORDER BY "nextTryAt" FOR UPDATE SKIP LOCKED LIMIT ${limit}
        )
        UPDATE "InboxEvent" SET "nextTryAt" = now() + ${leaseMs} * interval '1 millisecond', tries = tries + 1
        FROM due WHERE source = ${SOURCE} AND "InboxEvent"."eventId" = due."eventId" RETURNING "InboxEvent".*`;
      return rows.map(toHint);
    },

    /** `note` says what it led to; it holds no address and no secret. The first mark stays. */
    async markHandled(eventId: string, at: Date, note: string): Promise<void> {
      await db.inboxEvent.updateMany({
        where: { ...byId(eventId), handledAt: null },
        data: { handledAt: at, note, nextTryAt: null },
      });
    },

    /** Why it could not be worked yet. It is tried again after a pause that doubles with each try. */
    async postpone(
      eventId: string,
      note: string,
      pause: { firstMs: number; longestMs: number },
    ): Promise<void> {
      await db.$executeRaw`
        UPDATE "InboxEvent" SET note = ${note},
          "nextTryAt" = now() + least(${pause.firstMs} * power(2, least(tries, 20)), ${pause.longestMs}) * interval '1 millisecond'
        WHERE source = ${SOURCE} AND "eventId" = ${eventId} AND "handledAt" IS NULL`;
    },
  };
}

function toHint({ eventId, type, hint }: InboxEvent): PaymentHint {
  return { eventId, type, ...hintColumn.parse(hint) };
}
