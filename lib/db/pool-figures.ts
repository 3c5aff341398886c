import { provider as providerId } from '#lib/db/column-schemas';
import type { PrismaClient } from '#lib/db/generated/client';
import type { PoolPlan } from '#lib/domain/operations';

type Row = {
  provider: string;
  offerId: string;
  free: number;
  oldestFreeAt: Date | null;
  quarantined: number;
  baseline: number;
  ambiguous: number;
  explained: number;
  purchases: number;
  p50: number | null;
  p995: number | null;
};

/** The pool and its purchase calls in figures, a row for each plan that has either. */
export async function readPoolPlans(db: PrismaClient, now: Date): Promise<PoolPlan[]> {
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
  const rows = await db.$queryRaw<Row[]>`
    WITH stock AS (
      SELECT provider, "offerId",
        count(*) FILTER (WHERE origin = 'ours' AND "lineId" IS NULL) AS free,
        min("firstSeenAt") FILTER (WHERE origin = 'ours' AND "lineId" IS NULL) AS "oldestFreeAt",
        count(*) FILTER (WHERE origin = 'quarantine') AS quarantined,
        count(*) FILTER (WHERE origin = 'baseline') AS baseline
      FROM "PoolItem" GROUP BY provider, "offerId"
    ), calls AS (
      SELECT a.provider, a."offerId",
        count(*) FILTER (WHERE a.state = 'ambiguous' AND a."sentAt" >= ${dayAgo}) AS ambiguous,
        count(*) FILTER (WHERE a.state = 'ambiguous' AND a."sentAt" >= ${dayAgo} AND a.note IS NOT NULL) AS explained,
        count(lag) AS purchases,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY lag) AS p50,
        percentile_cont(0.995) WITHIN GROUP (ORDER BY lag) AS p995
      FROM "PurchaseAttempt" a
      LEFT JOIN "PoolItem" i ON i.provider = a.provider AND i."subscriptionRef" = a.note
      LEFT JOIN LATERAL (
        SELECT CASE WHEN a.state = 'accepted' THEN extract(epoch FROM i."firstSeenAt" - a."answeredAt")::float8 END AS lag
      ) AS seen ON true
      GROUP BY a.provider, a."offerId"
    )
    SELECT provider, "offerId", coalesce(free, 0)::int AS free, "oldestFreeAt",
      coalesce(quarantined, 0)::int AS quarantined, coalesce(baseline, 0)::int AS baseline,
      coalesce(ambiguous, 0)::int AS ambiguous, coalesce(explained, 0)::int AS explained,
      coalesce(purchases, 0)::int AS purchases, p50, p995
    FROM stock FULL JOIN calls USING (provider, "offerId") ORDER BY provider, free DESC, "offerId"`;
  return rows.map(toPoolPlan);
}

function toPoolPlan({ provider, oldestFreeAt, purchases, p50, p995, ...figures }: Row): PoolPlan {
  return {
    ...figures,
    provider: providerId.parse(provider),
    ...(oldestFreeAt && { oldestFreeAt }),
    ...(p50 !== null && p995 !== null && { lag: { purchases, p50Seconds: p50, p995Seconds: p995 } }),
  };
}
