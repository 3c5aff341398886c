import { z } from 'zod';
import { dataAllowance, planId } from '#lib/db/column-schemas';
import { Prisma, type PrismaClient } from '#lib/db/generated/client';
import { toKnown, toPlace } from '#lib/db/plan-row';
import { toVisible } from '#lib/db/plan-sql';
import { CURRENCIES } from '#lib/domain/money';
import { SPEEDS } from '#lib/domain/plan';
import { ALLOWANCE_KINDS, type FoundPlan, type FoundPlans, type PlanSearch } from '#lib/domain/plan-search';
import { known, unknown } from '#lib/domain/result';

/** One page of what is listed and fits, in one query. */
export async function searchPlans(db: PrismaClient, search: PlanSearch): Promise<FoundPlans> {
  // One more than asked for tells whether there is a next page.
  const rows = z.array(rowSchema).parse(await db.$queryRaw(toSearchSql(search)));
  const page = rows.slice(0, search.limit);
  const last = page.at(-1);
  const plans = page.map(toFoundPlan);
  return rows.length > page.length && last ? { plans, next: { key: last.key, id: last.id } } : { plans };
}

/** The page is picked by narrow columns alone, and only its rows are read in full. */
export function toSearchSql(search: PlanSearch): Prisma.Sql {
  const price = toPrice('p', search);
  const key = SORT_KEYS[search.sort];
  return Prisma.sql`
    WITH hit AS (
      SELECT p.id, ${key} AS key FROM "Plan" p WHERE ${Prisma.join(toConditions(search, key), ' AND ')}
      ORDER BY key, p.id LIMIT ${search.limit + 1}
    )
    SELECT p.id, p."placeKind", p."placeKey", p."placeLabel", p.data, p."validityDays", p.speeds, p."speedsKnown",
           p.hotspot, p."topUp", p.start, ${price} AS "priceMinor", hit.key::text AS key,
           CASE WHEN p.coverage->>'kind' = 'listed' THEN cardinality(p.countries) END AS "countryCount"
    FROM hit JOIN "Plan" p ON p.id = hit.id ORDER BY hit.key, p.id`;
}

/** A plan, or the one that stands in its place. */
type Alias = 'p' | 'o';

function toPrice(alias: Alias, { currency }: PlanSearch): Prisma.Sql {
  // The code goes into the text of the query: only a constant of ours may.
  const code = CURRENCIES.find((known) => known === currency);
  if (!code) throw new Error(`No price column for ${currency}`);
  return Prisma.raw(`(${alias}.prices->>'${code}')::int`);
}

/**
 * The order is that of the euro price in every currency, as on the pages: shelf prices of one plan differ between
 * currencies by their rounding only. The second is written as its index is, or the index would not serve it.
 */
const SORT_KEYS: Record<PlanSearch['sort'], Prisma.Sql> = {
  price: Prisma.sql`p."sortPrice"`,
  price_per_gb: Prisma.sql`COALESCE(p."sortPrice"::float8 / NULLIF(p."totalBytes", 0), 'Infinity'::float8)`,
};

function toConditions(search: PlanSearch, key: Prisma.Sql): Prisma.Sql[] {
  const { placeKey, covers, minBytes, minDays, allowances } = search;
  return [
    ...(placeKey ? [Prisma.sql`p."placeKey" = ${placeKey}`] : []),
    ...(covers ? [Prisma.sql`p.countries @> ARRAY[${covers}]::text[]`] : []),
    ...(minBytes === undefined ? [] : [Prisma.sql`p."totalBytes" >= ${BigInt(minBytes)}`]),
    ...(minDays === undefined ? [] : [Prisma.sql`p."validityDays" >= ${minDays}`]),
    ...(allowances.length < ALLOWANCE_KINDS.length
      ? [Prisma.sql`p.data->>'kind' = ANY(${[...allowances]})`]
      : []),
    ...toWishes('p', search),
    ...toStart(search, key),
    toVisible(toWishes('o', search)),
  ];
}

/** What plans that are the same thing may differ in: one that is not shown is found where the shown one fails here. */
function toWishes(alias: Alias, search: PlanSearch): Prisma.Sql[] {
  const { features, currency, maxPriceMinor } = search;
  return [
    ...features.map((feature) => Prisma.raw(FEATURES[feature](alias))),
    // Not by the operator "?", of which the planner thinks that hardly a plan fulfils it.
    Prisma.sql`${Prisma.raw(alias)}.prices->>${currency}::text IS NOT NULL`,
    ...(maxPriceMinor === undefined ? [] : [Prisma.sql`${toPrice(alias, search)} <= ${maxPriceMinor}`]),
  ];
}

function toStart({ sort, after }: PlanSearch, key: Prisma.Sql): Prisma.Sql[] {
  if (!after) return [];
  const value = sort === 'price' ? Prisma.sql`${after.key}::int` : Prisma.sql`${after.key}::float8`;
  return [Prisma.sql`(${key}, p.id) > (${value}, ${after.id})`];
}

/** Null is neither true nor false here, so what is not stated is not found. */
const FEATURES: Record<PlanSearch['features'][number], (alias: Alias) => string> = {
  hotspot: (alias) => `${alias}.hotspot`,
  top_up: (alias) => `${alias}."topUp"`,
  '5g': (alias) => `(${alias}."speedsKnown" AND '5G' = ANY(${alias}.speeds))`,
};

const rowSchema = z.object({
  id: planId,
  placeKind: z.enum(['country', 'region']),
  placeKey: z.string(),
  placeLabel: z.string(),
  data: dataAllowance,
  validityDays: z.int(),
  speeds: z.array(z.enum(SPEEDS)),
  speedsKnown: z.boolean(),
  hotspot: z.boolean().nullable(),
  topUp: z.boolean().nullable(),
  start: z.enum(['first_connection', 'not_stated']),
  priceMinor: z.int(),
  key: z.string(),
  countryCount: z.int().nullable(),
});

function toFoundPlan(row: z.infer<typeof rowSchema>): FoundPlan {
  const { id, data, validityDays, start, priceMinor } = row;
  return {
    id,
    place: toPlace(row),
    data,
    validityDays,
    speeds: row.speedsKnown ? known(row.speeds) : unknown,
    hotspot: toKnown(row.hotspot),
    topUp: toKnown(row.topUp),
    start,
    priceMinor,
    countryCount: toKnown(row.countryCount),
  };
}
