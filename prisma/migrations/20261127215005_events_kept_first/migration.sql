-- AlterTable
-- Events kept before say nothing to go by: what is open of them is worked by the reconciliation, which lists them anew.
ALTER TABLE "InboxEvent" ADD COLUMN     "hint" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "nextTryAt" TIMESTAMPTZ(3),
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "InboxEvent" ALTER COLUMN "nextTryAt" SET DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
CREATE INDEX "InboxEvent_nextTryAt_idx" ON "InboxEvent"("nextTryAt");
