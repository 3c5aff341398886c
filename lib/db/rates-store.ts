import { z } from 'zod';
import type { PrismaClient } from '#lib/db/generated/client';
import { type Rates, toRates } from '#lib/domain/pricing';

export type RatesStore = ReturnType<typeof createRatesStore>;

/** Daily reference rates; the last good ones are kept for the days on which none can be fetched. */
export function createRatesStore(db: PrismaClient) {
  return {
    async readLatest(): Promise<{ rates: Rates; fetchedAt: Date } | undefined> {
      const row = await db.exchangeRates.findFirst({ orderBy: { day: 'desc' } });
      if (!row) return undefined;
      const perEuro = z.record(z.string(), z.string()).parse(row.rates);
      return { rates: toRates(row.day, perEuro), fetchedAt: row.fetchedAt };
    },

    async save(day: Date, perEuro: Readonly<Record<string, string>>, fetchedAt: Date): Promise<void> {
      const rates = { ...perEuro };
      await db.exchangeRates.upsert({
        where: { day },
        create: { day, rates, fetchedAt },
        update: { rates, fetchedAt },
      });
    },
  };
}
