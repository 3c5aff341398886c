import { z } from 'zod';
import { foldEquals } from '#lib/db/fold-equals';
import { Prisma, type PrismaClient } from '#lib/db/generated/client';
import { fromPlanRow, type PlanRecord, type PlanRow } from '#lib/db/plan-row';
import { searchPlans } from '#lib/db/plan-search';
import { PLACE_TOTALS, SELLABLE, upsertPlans } from '#lib/db/plan-sql';
import type { CountryCode } from '#lib/domain/country';
import { CURRENCIES, type Currency } from '#lib/domain/money';
import type { ListedPlan, Plan, PlanId, ProviderId } from '#lib/domain/plan';
import type { PlanSearch } from '#lib/domain/plan-search';
import type { RegionKey } from '#lib/domain/region';

/** What a place has to show, without names: those depend on the language. */
export type PlaceTotals = z.infer<typeof totalsSchema>;

/** Enough of a stored plan to see whether it changed. */
export type StoredDigest = { id: string; digest: string; onSale: boolean };

export type PlanStore = ReturnType<typeof createPlanStore>;

/** The normalised catalogue. Lists hold only what can be bought now, cheapest first. */
export function createPlanStore(db: PrismaClient) {
  const list = async (where: Prisma.Sql): Promise<PlanRecord[]> => {
    const rows = await db.$queryRaw<unknown[]>`
      SELECT p.* FROM "Plan" p WHERE ${where} ORDER BY p."sortPrice", p."totalBytes" DESC NULLS FIRST,
        p."validityDays" DESC, p.id`;
    return rows.map(fromPlanRow);
  };
  /** Plans that stand for each other are of the same place and countries, so `where` selects them together. */
  const listShown = async (where: Prisma.Sql): Promise<ListedPlan[]> =>
    foldEquals(await list(Prisma.sql`${where} AND ${SELLABLE}`));

  return {
    /** Any plan that was ever in the catalogue; `onSale` is false while its wholesaler cannot deliver. */
    async read(id: PlanId): Promise<Plan | undefined> {
      const [row] = await db.$queryRaw<{ sellable: boolean }[]>`
        SELECT p.*, ${SELLABLE} AS sellable FROM "Plan" p WHERE p.id = ${id}`;
      return row && { ...fromPlanRow(row).plan, onSale: row.sellable };
    },

    listOfPlace: (key: CountryCode | RegionKey) => listShown(Prisma.sql`p."placeKey" = ${key}`),

    /** Plans of wider areas that certainly work in the country. */
    listCovering: (code: CountryCode) =>
      listShown(Prisma.sql`p.countries @> ARRAY[${code}]::text[] AND p."placeKind" = 'region'`),

    /** Of the other wholesalers, shown or not: what covers all these countries for at least as long, cheapest first. */
    async listReplacements(wanted: {
      provider: ProviderId;
      countries: readonly CountryCode[];
      minDays: number;
      currency: Currency;
      maxMinor: number;
    }): Promise<Plan[]> {
      const records = await list(Prisma.sql`p.provider <> ${wanted.provider} AND ${SELLABLE}
        AND p.countries @> ${[...wanted.countries]}::text[] AND p."validityDays" >= ${wanted.minDays}
        AND (p.prices->>${wanted.currency})::int <= ${wanted.maxMinor}`);
      return records.map(({ plan }) => plan);
    },

    search: (search: PlanSearch) => searchPlans(db, search),

    /** One query over the whole catalogue. */
    async listPlaceTotals(): Promise<PlaceTotals[]> {
      return z.array(totalsSchema).parse(await db.$queryRaw(PLACE_TOTALS));
    },

    countOnSale: () => db.plan.count({ where: { onSale: true } }),

    listDigests: (provider: ProviderId): Promise<StoredDigest[]> =>
      db.plan.findMany({ where: { provider }, select: { id: true, digest: true, onSale: true } }),

    /**
     * A text that differs whenever pages may look different: after any change of a plan, and when a wholesaler's
     * plans go out of sale or come back. Cheap enough to be asked every few seconds.
     */
    async readRevision(): Promise<string> {
      const [plans, unsellable] = await Promise.all([
        db.plan.aggregate({ _max: { updatedAt: true } }),
        db.providerStatus.findMany({
          where: { sellable: false },
          orderBy: { provider: 'asc' },
          select: { provider: true },
        }),
      ]);
      return [plans._max.updatedAt?.toISOString() ?? 'empty', ...unsellable.map((row) => row.provider)].join(
        '+',
      );
    },

    /** Everything of a wholesaler that is on sale, shown or not, so that others can be compared with it. */
    listOnSale: (provider: ProviderId): Promise<PlanRecord[]> =>
      list(Prisma.sql`p.provider = ${provider} AND p."onSale"`),

    /**
     * All or nothing: readers see the catalogue before or after, never between. `marks` are stored plans that change in
     * nothing but who stands for them.
     */
    async apply({ rows, withdrawnIds, marks = [] }: PlanChange): Promise<void> {
      if (rows.length === 0 && withdrawnIds.length === 0 && marks.length === 0) return;
      await db.$transaction(async (tx) => {
        for (let start = 0; start < rows.length; start += BATCH)
          await tx.$executeRaw(upsertPlans(JSON.stringify(rows.slice(start, start + BATCH))));
        // Without its digest a plan is compared with nothing and written anew by the next sync that reads it.
        await tx.$executeRaw`
          UPDATE "Plan" p SET "substituteOf" = m."substituteOf", digest = '', "updatedAt" = now()
          FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS m(id text, "substituteOf" text) WHERE p.id = m.id`;
        await tx.$executeRaw`
          UPDATE "Plan" SET "onSale" = false, "substituteOf" = NULL, digest = '', "updatedAt" = now()
          WHERE id = ANY(${[...withdrawnIds]})`;
      });
      // Queries are planned by what the table held when it was last looked at; the embedded database never looks by itself.
      if (rows.length >= BATCH) await db.$executeRaw`ANALYZE "Plan"`;
    },
  };
}

type PlanChange = {
  rows: readonly PlanRow[];
  withdrawnIds: readonly string[];
  marks?: readonly { id: PlanId; substituteOf?: PlanId }[];
};

/** About two megabytes of JSON a statement. */
const BATCH = 500;

const totalsSchema = z.object({
  kind: z.enum(['country', 'region']),
  key: z.string(),
  planCount: z.int(),
  countryCount: z.int().nullable(),
  from: z.partialRecord(z.enum(CURRENCIES), z.int()),
});
