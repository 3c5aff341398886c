-- CreateTable
CREATE TABLE "BookDifference" (
    "provider" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "foundAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "BookDifference_pkey" PRIMARY KEY ("provider","ref","kind")
);
