-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "discountMinor" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "promotionCode" TEXT;

-- CreateTable
CREATE TABLE "Promotion" (
    "code" TEXT NOT NULL,
    "percentOff" INTEGER NOT NULL,
    "usesMax" INTEGER NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Promotion_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE INDEX "Order_promotionCode_idx" ON "Order"("promotionCode");

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_promotionCode_fkey" FOREIGN KEY ("promotionCode") REFERENCES "Promotion"("code") ON DELETE RESTRICT ON UPDATE CASCADE;
