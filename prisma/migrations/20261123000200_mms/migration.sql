-- Whether a number sends pictures; null: as its kind usually does (lib/senders/rules.ts).
ALTER TABLE "Sender" ADD COLUMN "mms" BOOLEAN;

-- The address at which a vendor fetches one file of one text.
CREATE UNIQUE INDEX "Attachment_clinicId_id_key" ON "Attachment"("clinicId", "id");
CREATE TABLE "MediaLink" (
    "attachmentId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "fetchedAt" TIMESTAMPTZ(3),
    "fetches" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "MediaLink_pkey" PRIMARY KEY ("attachmentId")
);
CREATE UNIQUE INDEX "MediaLink_codeHash_key" ON "MediaLink"("codeHash");
CREATE UNIQUE INDEX "MediaLink_clinicId_attachmentId_key" ON "MediaLink"("clinicId", "attachmentId");
CREATE INDEX "MediaLink_clinicId_messageId_idx" ON "MediaLink"("clinicId", "messageId");
ALTER TABLE "MediaLink" ADD CONSTRAINT "MediaLink_clinicId_attachmentId_fkey" FOREIGN KEY ("clinicId", "attachmentId") REFERENCES "Attachment"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "MediaLink"
  ADD CONSTRAINT media_code_hashed CHECK ("codeHash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT media_fetched CHECK ("fetches" >= 0 AND ("fetches" > 0) = ("fetchedAt" IS NOT NULL)),
  ADD CONSTRAINT media_fetched_while_open CHECK ("fetchedAt" IS NULL OR "expiresAt" IS NOT NULL);

ALTER TABLE "MediaLink" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "MediaLink" USING ("clinicId" = current_clinic());
-- Its gate finds a link before it knows whose it is.
CREATE POLICY at_installation ON "MediaLink" FOR SELECT USING (at_installation());
