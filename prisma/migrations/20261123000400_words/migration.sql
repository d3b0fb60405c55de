-- What became of the texts to people on call, and the questions that are due next.
ALTER TABLE "OnCallText" ADD COLUMN "receipt" TEXT, ADD COLUMN "receiptAt" TIMESTAMPTZ(3), ADD COLUMN "receiptReason" TEXT;
CREATE INDEX "OnCallText_ref" ON "OnCallText"("provider", "ref") WHERE (ref IS NOT NULL);
CREATE INDEX "RevocationQuestion_due" ON "RevocationQuestion"("clinicId", "dueAt", "id") WHERE ("decidedAt" IS NULL);

ALTER TABLE "OnCallText"
  ADD CONSTRAINT on_call_receipt CHECK (receipt IN ('delivered', 'failed')),
  ADD CONSTRAINT on_call_receipt_time CHECK ((receipt IS NULL) = ("receiptAt" IS NULL));
CREATE POLICY at_installation ON "OnCallText" FOR SELECT USING (at_installation());
