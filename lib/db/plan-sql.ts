import { Prisma } from '#lib/db/generated/client';
import { CURRENCIES } from '#lib/domain/money';

/** Wholesalers whose plans may not be sold at the moment. */
const UNSELLABLE = Prisma.sql`SELECT s.provider FROM "ProviderStatus" s WHERE NOT s.sellable`;

/** `p` can be bought: on sale, from a wholesaler that can deliver. */
export const SELLABLE = Prisma.sql`(p."onSale" AND p.provider NOT IN (${UNSELLABLE}))`;

/**
 * `p` is listed: sellable, and nothing sellable that meets `wishes` (conditions on `o`) stands in its place. Written as a
 * scalar, which is asked only of the few plans that have a substitute; NOT EXISTS would be answered by a second scan of
 * the whole table.
 */
export function toVisible(wishes: readonly Prisma.Sql[]): Prisma.Sql {
  const met = Prisma.join(
    [Prisma.sql`o."onSale"`, Prisma.sql`o.provider NOT IN (${UNSELLABLE})`, ...wishes],
    ' AND ',
  );
  return Prisma.sql`(${SELLABLE} AND (p."substituteOf" IS NULL OR (
    SELECT ${met} FROM "Plan" o WHERE o.id = p."substituteOf") IS NOT TRUE))`;
}

const columns = (template: (currency: string) => string) => Prisma.raw(CURRENCIES.map(template).join(', '));

/**
 * One row per place that has something to show: its own plans, and for a country also the plans of wider areas
 * that certainly work there. Prices are the lowest per currency; `countryCount` the most a listed plan covers.
 */
export const PLACE_TOTALS = Prisma.sql`
  WITH visible AS MATERIALIZED (
    SELECT "placeKind", "placeKey", countries, coverage->>'kind' = 'listed' AS listed,
           ${columns((currency) => `(prices->>'${currency}')::int AS "${currency}"`)}
    FROM "Plan" p WHERE ${toVisible([])}
  ), shown AS (
    SELECT "placeKind" AS kind, "placeKey" AS key,
           CASE WHEN listed AND "placeKind" = 'region' THEN cardinality(countries) END AS covered,
           ${columns((currency) => `"${currency}"`)}
    FROM visible
    UNION ALL
    SELECT 'country', country, NULL, ${columns((currency) => `"${currency}"`)}
    FROM visible, unnest(countries) AS country WHERE "placeKind" = 'region'
  )
  SELECT kind, key, count(*)::int AS "planCount", max(covered)::int AS "countryCount",
         jsonb_strip_nulls(jsonb_build_object(${columns((currency) => `'${currency}', min("${currency}")`)})) AS "from"
  FROM shown GROUP BY kind, key`;

/** Inserts or replaces plans from one JSON array: a single statement whatever their number. */
export function upsertPlans(json: string): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO "Plan" (${Prisma.raw(COLUMNS.map(([name]) => `"${name}"`).join(', '))}, "updatedAt")
    SELECT ${Prisma.raw(COLUMNS.map(([name]) => `r."${name}"`).join(', '))}, now()
    FROM jsonb_to_recordset(${json}::jsonb) AS r(${Prisma.raw(COLUMNS.map(([name, type]) => `"${name}" ${type}`).join(', '))})
    ON CONFLICT (id) DO UPDATE SET
      ${Prisma.raw(COLUMNS.map(([name]) => `"${name}" = excluded."${name}"`).join(', '))}, "updatedAt" = now()`;
}

const COLUMNS = [
  ['id', 'text'],
  ['provider', 'text'],
  ['offerId', 'text'],
  ['placeKey', 'text'],
  ['placeKind', 'text'],
  ['placeLabel', 'text'],
  ['countries', 'text[]'],
  ['coverage', 'jsonb'],
  ['data', 'jsonb'],
  ['totalBytes', 'bigint'],
  ['validityDays', 'int'],
  ['speeds', 'text[]'],
  ['speedsKnown', 'boolean'],
  ['hotspot', 'boolean'],
  ['topUp', 'boolean'],
  ['voice', 'jsonb'],
  ['sms', 'jsonb'],
  ['start', 'text'],
  ['notes', 'text'],
  ['costs', 'jsonb'],
  ['prices', 'jsonb'],
  ['sortPrice', 'int'],
  ['onSale', 'boolean'],
  ['substituteOf', 'text'],
  ['digest', 'text'],
] as const;
