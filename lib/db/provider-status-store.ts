import type { PrismaClient } from '#lib/db/generated/client';
import type { ProviderId } from '#lib/domain/plan';

export type ProviderStatus = { sellable: boolean; reason?: string; checkedAt: Date };

export type ProviderStatusStore = ReturnType<typeof createProviderStatusStore>;

/** Whether a wholesaler's plans are on sale at all: its wallet, its key. */
export function createProviderStatusStore(db: PrismaClient) {
  const set = async (
    provider: ProviderId,
    status: { sellable: boolean; reason: string | null },
    now: Date,
  ) => {
    const data = { ...status, checkedAt: now };
    await db.providerStatus.upsert({ where: { provider }, create: { provider, ...data }, update: data });
  };
  return {
    suspend: (provider: ProviderId, reason: string, now: Date) =>
      set(provider, { sellable: false, reason }, now),
    resume: (provider: ProviderId, now: Date) => set(provider, { sellable: true, reason: null }, now),
    async read(provider: ProviderId): Promise<ProviderStatus | undefined> {
      const row = await db.providerStatus.findUnique({ where: { provider } });
      if (!row) return undefined;
      return { sellable: row.sellable, checkedAt: row.checkedAt, ...(row.reason && { reason: row.reason }) };
    },
  };
}
