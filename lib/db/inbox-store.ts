import type { PrismaClient } from '#lib/db/generated/client';

export type InboxEvent = { source: string; eventId: string; type: string };

export type InboxStore = ReturnType<typeof createInboxStore>;

/** Events of others, each kept once under its own id, and worked until it is marked as handled. */
export function createInboxStore(db: PrismaClient) {
  return {
    /** Keeps the event; `handled` when it was worked before. Copies that arrive together are all `open`. */
    async record({ source, eventId, type }: InboxEvent): Promise<'open' | 'handled'> {
      await db.inboxEvent.createMany({ data: [{ source, eventId, type }], skipDuplicates: true });
      const row = await db.inboxEvent.findUniqueOrThrow({
        where: { source_eventId: { source, eventId } },
        select: { handledAt: true },
      });
      return row.handledAt ? 'handled' : 'open';
    },

    /** `note` says what it led to; it holds no address and no secret. The first mark stays. */
    async markHandled({ source, eventId }: InboxEvent, at: Date, note: string): Promise<void> {
      await db.inboxEvent.updateMany({
        where: { source, eventId, handledAt: null },
        data: { handledAt: at, note },
      });
    },

    /** Why it could not be worked yet. */
    async note({ source, eventId }: InboxEvent, note: string): Promise<void> {
      await db.inboxEvent.updateMany({ where: { source, eventId, handledAt: null }, data: { note } });
    },
  };
}
