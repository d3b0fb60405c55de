-- How long each way of one message may stay silent before the next, where its sender said so; null: as the clinic's rules say.
ALTER TABLE "Message" ADD COLUMN "fallbackMinutes" JSONB;

-- When the words behind a link were removed: opened or run out long enough ago. They stay in the message, for staff.
ALTER TABLE "SecureMessage" ADD COLUMN "erasedAt" TIMESTAMPTZ(3);
CREATE INDEX "SecureMessage_kept" ON "SecureMessage"("clinicId", "createdAt") WHERE ("erasedAt" IS NULL);
ALTER TABLE "SecureMessage" ADD CONSTRAINT "SecureMessage_erased_check"
  CHECK ("erasedAt" IS NULL OR ("body" = '' AND "subject" IS NULL));
