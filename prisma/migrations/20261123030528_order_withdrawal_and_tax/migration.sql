-- AlterTable
-- Orders made before had the tax that stood in the shop's settings.
ALTER TABLE "Order" ADD COLUMN     "taxBps" INTEGER NOT NULL DEFAULT 1900,
ADD COLUMN     "withdrawalOpenSince" TIMESTAMPTZ(3);

ALTER TABLE "Order" ALTER COLUMN "taxBps" DROP DEFAULT;
