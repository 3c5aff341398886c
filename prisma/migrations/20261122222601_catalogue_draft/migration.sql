-- CreateTable
CREATE TABLE "CatalogueDraft" (
    "provider" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "next" TEXT NOT NULL,
    "offers" JSONB NOT NULL,

    CONSTRAINT "CatalogueDraft_pkey" PRIMARY KEY ("provider")
);
