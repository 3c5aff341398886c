import { Prisma } from '#lib/db/generated/client';

/** Each answers rows of `subject` (a line, an eSIM of the pool, a plan, a purchase call) and `detail`. */
export const STOCK_QUERIES = {
  esim_shared: Prisma.sql`
    SELECT min("lineId") AS subject, 'shared with ' || string_agg(DISTINCT "lineId", ', ') AS detail
    FROM "Esim" GROUP BY provider, iccid HAVING count(DISTINCT "lineId") > 1
    UNION
    SELECT min("lineId"), 'shared with ' || string_agg(DISTINCT "lineId", ', ')
    FROM "Esim" GROUP BY "matchingHash" HAVING count(DISTINCT "lineId") > 1`,

  arrived_without_esim: Prisma.sql`
    SELECT l.id AS subject, l.fulfilment || ' without stored codes' AS detail FROM "OrderLine" l
    WHERE l.fulfilment IN ('allocated', 'delivered') AND NOT EXISTS (SELECT FROM "Esim" e WHERE e."lineId" = l.id)`,

  code_unsealed: Prisma.sql`
    SELECT "lineId" AS subject, 'the stored activation code is not sealed' AS detail FROM "Esim"
    WHERE "sealedCode" NOT LIKE 'v1:%'`,

  pool_overclaimed: Prisma.sql`
    SELECT held.provider || '/' || held."offerId" AS subject, held.items || ' eSIMs taken for ours, ' || coalesce(paid.calls, 0) || ' purchases' AS detail
    FROM (
      SELECT provider, "offerId", count(*) AS items FROM "PoolItem"
      WHERE origin = 'ours' OR "lineId" IS NOT NULL GROUP BY provider, "offerId"
    ) AS held
    LEFT JOIN (
      SELECT provider, "offerId", count(*) AS calls FROM "PurchaseAttempt"
      WHERE state <> 'rejected' GROUP BY provider, "offerId"
    ) AS paid USING (provider, "offerId")
    WHERE held.items > coalesce(paid.calls, 0)`,

  pool_item_not_ours_sold: Prisma.sql`
    SELECT provider || '/' || "subscriptionRef" AS subject, origin || ' eSIM claimed by ' || "lineId" AS detail
    FROM "PoolItem" WHERE origin <> 'ours' AND "lineId" IS NOT NULL`,

  // The next purchase of the plan frees it; an hour is time enough to wait for one.
  pool_item_stranded: Prisma.sql`
    SELECT i.provider || '/' || i."subscriptionRef" AS subject, 'claimed by ' || l.id || ', which is cancelled' AS detail
    FROM "PoolItem" i JOIN "OrderLine" l ON l.id = i."lineId"
    WHERE l.fulfilment = 'cancelled' AND l."cancelledAt" < now() - interval '1 hour'`,

  pool_item_quarantined: Prisma.sql`
    SELECT provider || '/' || "subscriptionRef" AS subject, 'plan ' || "offerId" AS detail
    FROM "PoolItem" WHERE origin = 'quarantine'`,

  // Noted with the eSIM once it is seen, or by a person with what the wholesaler said.
  purchase_unseen: Prisma.sql`
    SELECT id AS subject, provider || ' plan ' || "offerId" || ', order ' || coalesce(reference, 'without a number') AS detail
    FROM "PurchaseAttempt" WHERE state = 'accepted' AND note IS NULL AND "sentAt" < now() - interval '30 minutes'`,

  // Told by the wholesaler's own books, which nothing of ours would show; settled by a person.
  purchase_doubled: Prisma.sql`
    SELECT provider || '/' || ref AS subject, detail FROM "BookDifference"
    WHERE kind = 'doubled' AND "settledAt" IS NULL`,

  purchase_unknown: Prisma.sql`
    SELECT provider || '/' || ref AS subject, detail FROM "BookDifference"
    WHERE kind = 'unknown' AND "settledAt" IS NULL`,

  give_back_refused: Prisma.sql`
    SELECT id AS subject, provider || ' purchase ' || coalesce("purchaseRef", "purchaseKey") AS detail
    FROM "OrderLine" WHERE "giveBack" = 'refused'`,
} as const;
