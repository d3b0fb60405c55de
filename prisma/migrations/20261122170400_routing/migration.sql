ALTER TABLE "Message"
  ADD COLUMN "fallbackOnHold" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "basis" JSONB,
  ADD COLUMN "scheduledFor" JSONB;

CREATE TABLE "Reschedule" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "scheduledAt" TIMESTAMPTZ(3),
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Reschedule_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Reschedule_messageId_createdAt_idx" ON "Reschedule"("messageId", "createdAt");
ALTER TABLE "Reschedule" ADD CONSTRAINT "Reschedule_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was recorded stays recorded.
REVOKE UPDATE, DELETE ON "Reschedule" FROM hub_app;
ALTER TABLE "Reschedule" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "Reschedule" USING ("clinicId" = current_clinic());
