-- How a clinic's mail looks, whom an unsubscribe link speaks for, and the files that go out.
CREATE TABLE "MailStyle" (
    "clinicId" UUID NOT NULL,
    "color" TEXT NOT NULL,
    "logoSha256" TEXT,
    "postalAddress" TEXT,
    "replyTo" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MailStyle_pkey" PRIMARY KEY ("clinicId")
);
CREATE UNIQUE INDEX "MailStyle_replyTo_key" ON "MailStyle"("replyTo");

CREATE TABLE "Subscriber" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Subscriber_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Subscriber_codeHash_key" ON "Subscriber"("codeHash");
CREATE UNIQUE INDEX "Subscriber_clinicId_patientId_address_key" ON "Subscriber"("clinicId", "patientId", "address");

CREATE TYPE "FilePlace" AS ENUM ('database', 'disk');
CREATE TABLE "StoredFile" (
    "clinicId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "contentType" TEXT NOT NULL,
    "place" "FilePlace" NOT NULL,
    "content" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StoredFile_pkey" PRIMARY KEY ("clinicId", "sha256")
);
CREATE TABLE "Upload" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "filename" TEXT NOT NULL,
    "contentType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Upload_clinicId_id_key" ON "Upload"("clinicId", "id");
CREATE INDEX "Upload_clinicId_createdAt_idx" ON "Upload"("clinicId", "createdAt");
ALTER TABLE "Upload" ADD CONSTRAINT "Upload_clinicId_sha256_fkey" FOREIGN KEY ("clinicId", "sha256") REFERENCES "StoredFile"("clinicId", "sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Attachment"
  ADD COLUMN "isLinked" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "fetchedAt" TIMESTAMPTZ(3);

ALTER TABLE "MailStyle"
  ADD CONSTRAINT mail_style_color CHECK (color ~ '^#[0-9a-f]{6}$'),
  ADD CONSTRAINT mail_style_reply_lower CHECK ("replyTo" = lower("replyTo"));
ALTER TABLE "Subscriber" ADD CONSTRAINT subscriber_code_hashed CHECK ("codeHash" ~ '^[0-9a-f]{64}$');
ALTER TABLE "StoredFile"
  ADD CONSTRAINT stored_file_hashed CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT stored_file_somewhere CHECK ((place = 'database') = (content IS NOT NULL)),
  ADD CONSTRAINT stored_file_size CHECK (size > 0);

ALTER TABLE "MailStyle" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "MailStyle" USING ("clinicId" = current_clinic());
-- Mail to its address finds the clinic, and the page's gate a link, before anybody knows whose they are.
CREATE POLICY at_installation ON "MailStyle" FOR SELECT USING (at_installation());
ALTER TABLE "Subscriber" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "Subscriber" USING ("clinicId" = current_clinic());
CREATE POLICY at_installation ON "Subscriber" FOR SELECT USING (at_installation());
ALTER TABLE "StoredFile" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "StoredFile" USING ("clinicId" = current_clinic());
ALTER TABLE "Upload" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "Upload" USING ("clinicId" = current_clinic());
