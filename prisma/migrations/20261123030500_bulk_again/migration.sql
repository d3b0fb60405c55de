-- A bulk has its own patience between ways, and may go to those whom an earlier one did not reach.
ALTER TABLE "Bulk" ADD COLUMN "fallbackOnHold" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "fallbackMinutes" JSONB,
  ADD COLUMN "againOf" UUID,
  ADD COLUMN "confirmUnknown" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Bulk" ADD CONSTRAINT "Bulk_clinicId_againOf_fkey" FOREIGN KEY ("clinicId", "againOf") REFERENCES "Bulk"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "Bulk_again" ON "Bulk"("clinicId", "againOf") WHERE ("againOf" IS NOT NULL);

ALTER TABLE "BulkRecipient" ADD COLUMN "replaces" UUID;
ALTER TABLE "BulkRecipient" ADD CONSTRAINT "BulkRecipient_clinicId_replaces_fkey" FOREIGN KEY ("clinicId", "replaces") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "BulkRecipient_replaces" ON "BulkRecipient"("clinicId", "replaces") WHERE (replaces IS NOT NULL);
