-- AlterTable
ALTER TABLE "WebhookEvent" ADD COLUMN "via" TEXT NOT NULL DEFAULT 'webhook',
ADD COLUMN "repeats" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "InboundPass" (
    "clinicId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "neededAt" TIMESTAMPTZ(3),
    "triedAt" TIMESTAMPTZ(3),
    "readAt" TIMESTAMPTZ(3),
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "found" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "InboundPass_pkey" PRIMARY KEY ("clinicId","provider")
);

-- CreateTable
CREATE TABLE "ReceiptAsk" (
    "deliveryId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "asks" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReceiptAsk_pkey" PRIMARY KEY ("deliveryId")
);

-- CreateTable
CREATE TABLE "WebhookRefusal" (
    "provider" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "WebhookRefusal_pkey" PRIMARY KEY ("provider","minute")
);

-- CreateIndex
CREATE INDEX "InboundPass_nextAt_idx" ON "InboundPass"("nextAt");
CREATE INDEX "ReceiptAsk_nextAt_idx" ON "ReceiptAsk"("nextAt");
CREATE INDEX "WebhookRefusal_minute_idx" ON "WebhookRefusal"("minute");
CREATE INDEX "WebhookEvent_clinicId_id_idx" ON "WebhookEvent"("clinicId", "id");
CREATE INDEX "WebhookEvent_trouble" ON "WebhookEvent"("clinicId", "id") WHERE (error IS NOT NULL);
CREATE INDEX "WebhookEvent_unknown" ON "WebhookEvent"("receivedAt") WHERE (kind = 'unknown');

ALTER TABLE "WebhookEvent"
  ADD CONSTRAINT webhook_event_via CHECK (via IN ('webhook', 'list', 'asked')),
  ADD CONSTRAINT webhook_event_repeats CHECK (repeats >= 0);
ALTER TABLE "InboundPass" ADD CONSTRAINT inbound_pass_problem CHECK (problem IN ('unsupported', 'unreadable'));

ALTER TABLE "InboundPass" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "InboundPass" USING ("clinicId" = current_clinic());
CREATE POLICY at_installation ON "InboundPass" USING (at_installation());
ALTER TABLE "ReceiptAsk" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "ReceiptAsk" USING ("clinicId" = current_clinic());
CREATE POLICY at_installation ON "ReceiptAsk" USING (at_installation());
