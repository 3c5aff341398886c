-- AlterTable
ALTER TABLE "PoolItem" ADD COLUMN     "orderRef" TEXT;
