-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Plan" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "offerId" TEXT NOT NULL,
    "placeKey" TEXT NOT NULL,
    "placeKind" TEXT NOT NULL,
    "placeLabel" TEXT NOT NULL,
    "countries" TEXT[],
    "coverage" JSONB NOT NULL,
    "data" JSONB NOT NULL,
    "totalBytes" BIGINT,
    "validityDays" INTEGER NOT NULL,
    "speeds" TEXT[],
    "speedsKnown" BOOLEAN NOT NULL,
    "hotspot" BOOLEAN,
    "topUp" BOOLEAN,
    "voice" JSONB NOT NULL,
    "sms" JSONB NOT NULL,
    "start" TEXT NOT NULL,
    "notes" TEXT NOT NULL,
    "costs" JSONB NOT NULL,
    "prices" JSONB NOT NULL,
    "sortPrice" INTEGER NOT NULL,
    "onSale" BOOLEAN NOT NULL,
    "substituteOf" TEXT,
    "digest" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CatalogueSync" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "outcome" TEXT NOT NULL,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "written" INTEGER NOT NULL DEFAULT 0,
    "withdrawn" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT,

    CONSTRAINT "CatalogueSync_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExchangeRates" (
    "day" DATE NOT NULL,
    "rates" JSONB NOT NULL,
    "fetchedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ExchangeRates_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "ProviderStatus" (
    "provider" TEXT NOT NULL,
    "sellable" BOOLEAN NOT NULL DEFAULT true,
    "reason" TEXT,
    "breakerUntil" TIMESTAMPTZ(3),
    "balanceMinor" BIGINT,
    "balanceCurrency" TEXT,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProviderStatus_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "Order" (
    "id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "provider" TEXT NOT NULL,
    "offerId" TEXT NOT NULL,
    "priceMinor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "payment" TEXT NOT NULL DEFAULT 'none',
    "fulfilment" TEXT NOT NULL DEFAULT 'not_started',
    "holdReason" TEXT,
    "refund" TEXT NOT NULL DEFAULT 'none',
    "checkoutSessionId" TEXT,
    "paymentIntentId" TEXT,
    "purchaseKey" TEXT NOT NULL,
    "purchaseRef" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "authorisedAt" TIMESTAMPTZ(3),
    "placedAt" TIMESTAMPTZ(3),
    "allocatedAt" TIMESTAMPTZ(3),
    "capturedAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "releasedAt" TIMESTAMPTZ(3),
    "promiseUntil" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notFoundCount" INTEGER NOT NULL DEFAULT 0,
    "nextActionAt" TIMESTAMPTZ(3),
    "leaseToken" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "failureCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrderEvent" (
    "id" BIGSERIAL NOT NULL,
    "orderId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "OrderEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrderLink" (
    "tokenHash" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OrderLink_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "Esim" (
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "line" INTEGER NOT NULL DEFAULT 1,
    "provider" TEXT NOT NULL,
    "offerId" TEXT NOT NULL,
    "iccid" TEXT NOT NULL,
    "esimRef" TEXT NOT NULL,
    "subscriptionRef" TEXT NOT NULL,
    "sealedCode" TEXT NOT NULL,
    "matchingHash" TEXT NOT NULL,
    "profileState" TEXT NOT NULL DEFAULT 'unknown',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "usageState" TEXT,
    "initialBytes" BIGINT,
    "usedBytes" BIGINT,
    "remainingBytes" BIGINT,
    "measuredAt" TIMESTAMPTZ(3),
    "checkedAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "readFailedAt" TIMESTAMPTZ(3),
    "nextReadAt" TIMESTAMPTZ(3),

    CONSTRAINT "Esim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageSample" (
    "id" BIGSERIAL NOT NULL,
    "esimId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "measured" BOOLEAN NOT NULL,
    "usedBytes" BIGINT,
    "remainingBytes" BIGINT,

    CONSTRAINT "UsageSample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PoolItem" (
    "provider" TEXT NOT NULL,
    "subscriptionRef" TEXT NOT NULL,
    "esimRef" TEXT NOT NULL,
    "offerId" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "orderId" TEXT,
    "claimedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PoolItem_pkey" PRIMARY KEY ("provider","subscriptionRef")
);

-- CreateTable
CREATE TABLE "PurchaseAttempt" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "offerId" TEXT NOT NULL,
    "causedBy" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" TIMESTAMPTZ(3),
    "reference" TEXT,
    "note" TEXT,

    CONSTRAINT "PurchaseAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PoolPoll" (
    "provider" TEXT NOT NULL,
    "baselineAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PoolPoll_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "InboxEvent" (
    "source" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handledAt" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "InboxEvent_pkey" PRIMARY KEY ("source","eventId")
);

-- CreateTable
CREATE TABLE "Mail" (
    "id" TEXT NOT NULL,
    "dedupeKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "orderId" TEXT,
    "data" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "nextTryAt" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Task" (
    "name" TEXT NOT NULL,
    "nextRunAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseToken" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "lastRunAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "cursor" TEXT,

    CONSTRAINT "Task_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "email" TEXT NOT NULL,
    "emailVerified" TIMESTAMPTZ(3),
    "image" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "sessionToken" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VerificationToken" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "Plan_placeKey_onSale_idx" ON "Plan"("placeKey", "onSale");

-- CreateIndex
CREATE INDEX "Plan_countries_idx" ON "Plan" USING GIN ("countries");

-- CreateIndex
CREATE UNIQUE INDEX "Plan_provider_offerId_key" ON "Plan"("provider", "offerId");

-- CreateIndex
CREATE INDEX "CatalogueSync_provider_startedAt_idx" ON "CatalogueSync"("provider", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Order_number_key" ON "Order"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Order_checkoutSessionId_key" ON "Order"("checkoutSessionId");

-- CreateIndex
CREATE UNIQUE INDEX "Order_paymentIntentId_key" ON "Order"("paymentIntentId");

-- CreateIndex
CREATE UNIQUE INDEX "Order_purchaseKey_key" ON "Order"("purchaseKey");

-- CreateIndex
CREATE INDEX "Order_nextActionAt_idx" ON "Order"("nextActionAt");

-- CreateIndex
CREATE INDEX "Order_email_idx" ON "Order"("email");

-- CreateIndex
CREATE INDEX "Order_provider_offerId_fulfilment_idx" ON "Order"("provider", "offerId", "fulfilment");

-- CreateIndex
CREATE INDEX "OrderEvent_orderId_id_idx" ON "OrderEvent"("orderId", "id");

-- CreateIndex
CREATE INDEX "OrderLink_orderId_idx" ON "OrderLink"("orderId");

-- CreateIndex
CREATE UNIQUE INDEX "Esim_orderId_line_key" ON "Esim"("orderId", "line");

-- CreateIndex
CREATE UNIQUE INDEX "Esim_provider_subscriptionRef_key" ON "Esim"("provider", "subscriptionRef");

-- CreateIndex
CREATE UNIQUE INDEX "Esim_provider_iccid_subscriptionRef_key" ON "Esim"("provider", "iccid", "subscriptionRef");

-- CreateIndex
CREATE UNIQUE INDEX "Esim_matchingHash_subscriptionRef_key" ON "Esim"("matchingHash", "subscriptionRef");

-- CreateIndex
CREATE UNIQUE INDEX "UsageSample_esimId_at_key" ON "UsageSample"("esimId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "PoolItem_orderId_key" ON "PoolItem"("orderId");

-- CreateIndex
CREATE INDEX "PoolItem_provider_offerId_origin_orderId_idx" ON "PoolItem"("provider", "offerId", "origin", "orderId");

-- CreateIndex
CREATE UNIQUE INDEX "PoolItem_provider_esimRef_subscriptionRef_key" ON "PoolItem"("provider", "esimRef", "subscriptionRef");

-- CreateIndex
CREATE INDEX "PurchaseAttempt_provider_offerId_state_idx" ON "PurchaseAttempt"("provider", "offerId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "PurchaseAttempt_provider_reference_key" ON "PurchaseAttempt"("provider", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "Mail_dedupeKey_key" ON "Mail"("dedupeKey");

-- CreateIndex
CREATE INDEX "Mail_nextTryAt_idx" ON "Mail"("nextTryAt");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Account_provider_providerAccountId_key" ON "Account"("provider", "providerAccountId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_sessionToken_key" ON "Session"("sessionToken");

-- CreateIndex
CREATE UNIQUE INDEX "VerificationToken_token_key" ON "VerificationToken"("token");

-- CreateIndex
CREATE UNIQUE INDEX "VerificationToken_identifier_token_key" ON "VerificationToken"("identifier", "token");

-- AddForeignKey
ALTER TABLE "OrderEvent" ADD CONSTRAINT "OrderEvent_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderLink" ADD CONSTRAINT "OrderLink_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Esim" ADD CONSTRAINT "Esim_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UsageSample" ADD CONSTRAINT "UsageSample_esimId_fkey" FOREIGN KEY ("esimId") REFERENCES "Esim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PoolItem" ADD CONSTRAINT "PoolItem_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mail" ADD CONSTRAINT "Mail_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
