-- Possible emergencies, and the texts to staff on call.
CREATE TABLE "Emergency" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "language" TEXT NOT NULL,
    "replyDue" TIMESTAMPTZ(3),
    "replyId" UUID,
    "alertDue" TIMESTAMPTZ(3),
    "step" INTEGER NOT NULL DEFAULT 0,
    "takenAt" TIMESTAMPTZ(3),
    "takenBy" UUID,

    CONSTRAINT "Emergency_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "OnCallText" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "emergencyId" UUID NOT NULL,
    "step" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "toAddress" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "sender" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "claimedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "outcomeAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "ref" TEXT,

    CONSTRAINT "OnCallText_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Emergency_clinicId_id_key" ON "Emergency"("clinicId", "id");
CREATE INDEX "Emergency_clinicId_messageId_idx" ON "Emergency"("clinicId", "messageId");
CREATE INDEX "Emergency_open" ON "Emergency"("clinicId", "at") WHERE ("takenAt" IS NULL);
CREATE UNIQUE INDEX "OnCallText_emergencyId_step_key" ON "OnCallText"("emergencyId", "step");
CREATE INDEX "OnCallText_unsent" ON "OnCallText"("clinicId", "createdAt") WHERE ("claimedAt" IS NULL);
ALTER TABLE "Emergency" ADD CONSTRAINT "Emergency_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Emergency" ADD CONSTRAINT "Emergency_clinicId_takenBy_fkey" FOREIGN KEY ("clinicId", "takenBy") REFERENCES "Staff"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "OnCallText" ADD CONSTRAINT "OnCallText_clinicId_emergencyId_fkey" FOREIGN KEY ("clinicId", "emergencyId") REFERENCES "Emergency"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Emergency"
  ADD CONSTRAINT emergency_language CHECK (language IN ('en', 'es')),
  ADD CONSTRAINT emergency_taken CHECK (("takenAt" IS NULL) = ("takenBy" IS NULL)),
  ADD CONSTRAINT emergency_step CHECK (step >= 0);
ALTER TABLE "OnCallText"
  ADD CONSTRAINT on_call_phone CHECK ("toAddress" ~ '^\+[1-9]\d{7,14}$'),
  ADD CONSTRAINT on_call_outcome CHECK (outcome IN ('accepted', 'rejected')),
  ADD CONSTRAINT on_call_claimed_first CHECK (outcome IS NULL OR "claimedAt" IS NOT NULL);

ALTER TABLE "Emergency" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "Emergency" USING ("clinicId" = current_clinic());
ALTER TABLE "OnCallText" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "OnCallText" USING ("clinicId" = current_clinic());
