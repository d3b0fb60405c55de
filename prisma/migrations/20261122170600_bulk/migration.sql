-- CreateEnum
CREATE TYPE "BulkStatus" AS ENUM ('draft', 'running', 'paused', 'cancelling', 'cancelled', 'done');

-- CreateEnum
CREATE TYPE "BulkRecipientState" AS ENUM ('waiting', 'taken', 'excluded');

-- CreateTable
CREATE TABLE "Bulk" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" "BulkStatus" NOT NULL DEFAULT 'draft',
    "category" "Category" NOT NULL,
    "plan" "Channel"[],
    "templateId" UUID,
    "templateVersion" INTEGER,
    "words" JSONB NOT NULL,
    "audience" JSONB NOT NULL,
    "scheduledAt" TIMESTAMPTZ(3),
    "scheduledFor" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "tags" TEXT[],
    "onShared" TEXT NOT NULL DEFAULT 'exclude',
    "sendAgain" BOOLEAN NOT NULL DEFAULT false,
    "total" INTEGER NOT NULL,
    "progress" JSONB,
    "foldedAt" TIMESTAMPTZ(3),
    "createdBy" TEXT NOT NULL,
    "createdByKind" "CreatedByKind" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "pausedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "leasedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Bulk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BulkRecipient" (
    "bulkId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID,
    "state" "BulkRecipientState" NOT NULL,
    "reason" TEXT,
    "evidence" JSONB,
    "variables" JSONB NOT NULL DEFAULT '{}',
    "wordsHash" TEXT,
    "messageId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BulkRecipient_pkey" PRIMARY KEY ("bulkId","number")
);

-- CreateIndex
CREATE INDEX "Bulk_clinicId_createdAt_id_idx" ON "Bulk"("clinicId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Bulk_clinicId_templateId_idx" ON "Bulk"("clinicId", "templateId");

-- CreateIndex
CREATE INDEX "Bulk_halted" ON "Bulk"("clinicId") WHERE (status = 'paused' OR status = 'cancelling');

-- CreateIndex
CREATE INDEX "Bulk_underway" ON "Bulk"("status", "foldedAt") WHERE (status = 'running' OR status = 'paused' OR status = 'cancelling');

-- CreateIndex
CREATE UNIQUE INDEX "Bulk_clinicId_id_key" ON "Bulk"("clinicId", "id");

-- CreateIndex
CREATE INDEX "BulkRecipient_clinicId_bulkId_state_number_idx" ON "BulkRecipient"("clinicId", "bulkId", "state", "number");

-- CreateIndex
CREATE INDEX "BulkRecipient_clinicId_patientId_idx" ON "BulkRecipient"("clinicId", "patientId");

-- CreateIndex
CREATE INDEX "BulkRecipient_said" ON "BulkRecipient"("clinicId", "wordsHash") WHERE (state <> 'excluded');

-- CreateIndex
CREATE UNIQUE INDEX "BulkRecipient_clinicId_messageId_key" ON "BulkRecipient"("clinicId", "messageId");

-- CreateIndex
CREATE UNIQUE INDEX "BulkRecipient_once" ON "BulkRecipient"("bulkId", "patientId") WHERE (state <> 'excluded');

-- CreateIndex
CREATE INDEX "Appointment_clinicId_startsAt_idx" ON "Appointment"("clinicId", "startsAt");

-- AddForeignKey
ALTER TABLE "Bulk" ADD CONSTRAINT "Bulk_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bulk" ADD CONSTRAINT "Bulk_clinicId_templateId_fkey" FOREIGN KEY ("clinicId", "templateId") REFERENCES "MessageTemplate"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BulkRecipient" ADD CONSTRAINT "BulkRecipient_clinicId_bulkId_fkey" FOREIGN KEY ("clinicId", "bulkId") REFERENCES "Bulk"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BulkRecipient" ADD CONSTRAINT "BulkRecipient_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BulkRecipient" ADD CONSTRAINT "BulkRecipient_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What can never be true: a line that became a message has one, a line left out has a reason.
ALTER TABLE "BulkRecipient"
  ADD CONSTRAINT bulk_recipient_taken CHECK ((state = 'taken') = ("messageId" IS NOT NULL)),
  ADD CONSTRAINT bulk_recipient_excluded CHECK ((state = 'excluded') = (reason IS NOT NULL)),
  ADD CONSTRAINT bulk_recipient_known CHECK (state = 'excluded' OR "patientId" IS NOT NULL);
ALTER TABLE "Bulk"
  ADD CONSTRAINT bulk_shared CHECK ("onShared" IN ('exclude', 'once')),
  ADD CONSTRAINT bulk_started CHECK (status = 'draft' OR status = 'cancelled' OR "startedAt" IS NOT NULL),
  ADD CONSTRAINT bulk_finished CHECK ((status IN ('done', 'cancelled')) = ("finishedAt" IS NOT NULL));

-- Row-level security stands under every `where`; the runner's claim looks over all clinics.
ALTER TABLE "Bulk" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "Bulk" USING ("clinicId" = current_clinic());
CREATE POLICY at_installation ON "Bulk" USING (at_installation());
ALTER TABLE "BulkRecipient" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "BulkRecipient" USING ("clinicId" = current_clinic());

-- Bulk rows are rewritten as they progress.
ALTER TABLE "Bulk" SET (fillfactor = 70);
