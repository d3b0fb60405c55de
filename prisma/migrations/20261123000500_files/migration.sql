-- What patients send is kept once by its hash too, and a file's bytes may lie in a bucket.
ALTER TYPE "FilePlace" ADD VALUE 's3';
ALTER TABLE "StoredFile" ADD COLUMN "key" TEXT;
UPDATE "StoredFile" SET "key" = "clinicId" || '/' || sha256 WHERE place = 'disk';
ALTER TABLE "StoredFile" ADD CONSTRAINT stored_file_keyed CHECK ((place = 'database') = ("key" IS NULL));
CREATE INDEX "StoredFile_clinicId_place_createdAt_idx" ON "StoredFile"("clinicId", "place", "createdAt");

INSERT INTO "StoredFile" ("clinicId", sha256, size, "contentType", place, content, "createdAt")
SELECT DISTINCT ON ("clinicId", content) "clinicId", encode(sha256(content), 'hex'), octet_length(content), "contentType",
  'database', content, "createdAt"
FROM "Attachment" WHERE octet_length(content) > 0
ON CONFLICT DO NOTHING;
UPDATE "Attachment" SET sha256 = encode(sha256(content), 'hex') WHERE octet_length(content) > 0;
ALTER TABLE "Attachment" DROP CONSTRAINT attachment_refused_is_empty, DROP COLUMN "content";
ALTER TABLE "Attachment"
  ADD CONSTRAINT attachment_refused_is_empty CHECK ("refused" IS NULL OR ("sha256" IS NULL AND size = 0));
CREATE INDEX "Attachment_of_file" ON "Attachment"("clinicId", "sha256") WHERE ("sha256" IS NOT NULL);

-- Bytes at a store that no row names, or will not once this is due: noted before they are written or let go.
CREATE TABLE "FileRemoval" (
    "clinicId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "place" "FilePlace" NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FileRemoval_pkey" PRIMARY KEY ("clinicId", "key")
);
CREATE INDEX "FileRemoval_clinicId_dueAt_idx" ON "FileRemoval"("clinicId", "dueAt");
ALTER TABLE "FileRemoval" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "FileRemoval" USING ("clinicId" = current_clinic());
