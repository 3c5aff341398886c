-- Every order that exists has one eSIM: it becomes the order's first line.
ALTER TABLE "Order" ADD COLUMN "capturedMinor" INTEGER,
ADD COLUMN "quantity" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN "unitPriceMinor" INTEGER,
ADD COLUMN "delayedAt" TIMESTAMPTZ(3);
ALTER TABLE "Esim" ADD COLUMN "lineId" TEXT;
ALTER TABLE "PoolItem" ADD COLUMN "lineId" TEXT;

CREATE TABLE "OrderLine" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "slot" INTEGER NOT NULL,
    "plan" JSONB NOT NULL,
    "provider" TEXT NOT NULL,
    "offerId" TEXT NOT NULL,
    "fulfilment" TEXT NOT NULL DEFAULT 'not_started',
    "holdReason" TEXT,
    "purchaseKey" TEXT NOT NULL,
    "purchaseRef" TEXT,
    "placedAt" TIMESTAMPTZ(3),
    "allocatedAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),
    "giveBack" TEXT NOT NULL DEFAULT 'none',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notFoundCount" INTEGER NOT NULL DEFAULT 0,
    "nextActionAt" TIMESTAMPTZ(3),
    "leaseToken" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "failureCount" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "OrderLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Refund" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "lineId" TEXT,
    "position" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "amountMinor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'due',
    "refundRef" TEXT,
    "reference" TEXT,
    "failure" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "requestedAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),
    CONSTRAINT "Refund_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Break" (
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "foundAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" TIMESTAMPTZ(3),
    CONSTRAINT "Break_pkey" PRIMARY KEY ("kind","subject")
);

INSERT INTO "OrderLine" ("id", "orderId", "line", "slot", "plan", "provider", "offerId", "fulfilment", "holdReason",
    "purchaseKey", "purchaseRef", "placedAt", "allocatedAt", "deliveredAt", "cancelledAt", "attempts", "notFoundCount",
    "nextActionAt")
SELECT "id" || '-1', "id", 1, 1, "plan", "provider", "offerId", "fulfilment",
    CASE WHEN "fulfilment" = 'held' THEN "holdReason" END, "purchaseKey", "purchaseRef", "placedAt", "allocatedAt",
    "deliveredAt", CASE WHEN "fulfilment" = 'cancelled' THEN "releasedAt" END, "attempts", "notFoundCount",
    CASE WHEN "fulfilment" <> 'not_started' THEN "nextActionAt" END
FROM "Order";
UPDATE "Order" SET "unitPriceMinor" = "priceMinor",
    "capturedMinor" = CASE WHEN "capturedAt" IS NOT NULL THEN "priceMinor" END,
    "holdReason" = CASE WHEN "fulfilment" <> 'held' THEN "holdReason" END;
UPDATE "Esim" SET "lineId" = "orderId" || '-' || "line";
UPDATE "PoolItem" SET "lineId" = "orderId" || '-1' WHERE "orderId" IS NOT NULL;
UPDATE "PurchaseAttempt" SET "causedBy" = "causedBy" || '-1';

ALTER TABLE "Esim" DROP CONSTRAINT "Esim_orderId_fkey";

ALTER TABLE "PoolItem" DROP CONSTRAINT "PoolItem_orderId_fkey";

DROP INDEX "Order_purchaseKey_key";

DROP INDEX "Order_provider_offerId_fulfilment_idx";

DROP INDEX "Esim_orderId_line_key";

DROP INDEX "PoolItem_orderId_key";

DROP INDEX "PoolItem_provider_offerId_origin_orderId_idx";

ALTER TABLE "Order" ALTER COLUMN "unitPriceMinor" SET NOT NULL,
DROP COLUMN "allocatedAt",
DROP COLUMN "attempts",
DROP COLUMN "deliveredAt",
DROP COLUMN "fulfilment",
DROP COLUMN "notFoundCount",
DROP COLUMN "offerId",
DROP COLUMN "placedAt",
DROP COLUMN "provider",
DROP COLUMN "purchaseKey",
DROP COLUMN "purchaseRef";
ALTER TABLE "Esim" ALTER COLUMN "lineId" SET NOT NULL, DROP COLUMN "line", DROP COLUMN "orderId";
ALTER TABLE "PoolItem" DROP COLUMN "orderId";

CREATE UNIQUE INDEX "OrderLine_purchaseKey_key" ON "OrderLine"("purchaseKey");

CREATE INDEX "OrderLine_nextActionAt_idx" ON "OrderLine"("nextActionAt");

CREATE INDEX "OrderLine_provider_offerId_fulfilment_idx" ON "OrderLine"("provider", "offerId", "fulfilment");

CREATE UNIQUE INDEX "OrderLine_orderId_line_key" ON "OrderLine"("orderId", "line");

CREATE UNIQUE INDEX "Refund_lineId_key" ON "Refund"("lineId");

CREATE UNIQUE INDEX "Refund_refundRef_key" ON "Refund"("refundRef");

CREATE UNIQUE INDEX "Refund_orderId_position_key" ON "Refund"("orderId", "position");

CREATE INDEX "Break_resolvedAt_idx" ON "Break"("resolvedAt");

CREATE UNIQUE INDEX "Esim_lineId_key" ON "Esim"("lineId");

CREATE UNIQUE INDEX "PoolItem_lineId_key" ON "PoolItem"("lineId");

CREATE INDEX "PoolItem_provider_offerId_origin_lineId_idx" ON "PoolItem"("provider", "offerId", "origin", "lineId");

ALTER TABLE "OrderLine" ADD CONSTRAINT "OrderLine_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Refund" ADD CONSTRAINT "Refund_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Refund" ADD CONSTRAINT "Refund_lineId_fkey" FOREIGN KEY ("lineId") REFERENCES "OrderLine"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Esim" ADD CONSTRAINT "Esim_lineId_fkey" FOREIGN KEY ("lineId") REFERENCES "OrderLine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "PoolItem" ADD CONSTRAINT "PoolItem_lineId_fkey" FOREIGN KEY ("lineId") REFERENCES "OrderLine"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- One live line per traveller's slot, one refund per surplus payment. Prisma's schema cannot name a condition.
CREATE UNIQUE INDEX "OrderLine_live_slot_key" ON "OrderLine" ("orderId", "slot") WHERE "fulfilment" <> 'cancelled';
CREATE UNIQUE INDEX "Refund_payment_key" ON "Refund" ("paymentId") WHERE "lineId" IS NULL;
