-- AlterTable
ALTER TABLE "PoolPoll" DROP COLUMN "startedAt",
ADD COLUMN     "leaseToken" TEXT,
ADD COLUMN     "leaseUntil" TIMESTAMPTZ(3);
