import { fromDraftRow, type OfferDraft } from '#lib/db/draft-row';
import type { PrismaClient } from '#lib/db/generated/client';
import type { ProviderId } from '#lib/domain/plan';

/** How a wholesaler's part of a sync ended. `held`: the answer was too small to believe, nothing was changed. */
export type SyncOutcome = 'succeeded' | 'held' | 'failed';

export type SyncRecord = {
  provider: ProviderId;
  startedAt: Date;
  finishedAt: Date;
  outcome: SyncOutcome;
  /** Offers that the wholesaler listed. */
  seen: number;
  /** Plans that were new or different. */
  written: number;
  /** Plans that went out of sale. */
  withdrawn: number;
  note?: string;
};

export type SyncStore = ReturnType<typeof createSyncStore>;

/** The log of catalogue syncs, which operators read and which says how old the catalogue is. */
export function createSyncStore(db: PrismaClient) {
  return {
    async record(records: readonly SyncRecord[]): Promise<void> {
      await db.catalogueSync.createMany({ data: records.map((record) => ({ ...record })) });
    },

    /** What a run that began since then had read when it failed. */
    async readDraft(provider: ProviderId, since: Date): Promise<OfferDraft | undefined> {
      const where = { provider, startedAt: { gte: since } };
      return fromDraftRow(await db.catalogueDraft.findFirst({ where }));
    },

    async keepDraft(provider: ProviderId, { startedAt, next, offers }: OfferDraft): Promise<void> {
      const draft = { startedAt, next, offers: JSON.parse(JSON.stringify(offers)) };
      await db.catalogueDraft.upsert({ where: { provider }, create: { provider, ...draft }, update: draft });
    },

    async dropDraft(provider: ProviderId): Promise<void> {
      await db.catalogueDraft.deleteMany({ where: { provider } });
    },

    /** When the wholesaler's offers were last taken over; `undefined` = never. */
    async lastSuccess(provider: ProviderId): Promise<Date | undefined> {
      const row = await db.catalogueSync.findFirst({
        where: { provider, outcome: 'succeeded' },
        orderBy: { startedAt: 'desc' },
        select: { finishedAt: true },
      });
      return row?.finishedAt ?? undefined;
    },
  };
}
