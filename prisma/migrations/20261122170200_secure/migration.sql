-- The words of one way of a message, behind a link that opens once.
CREATE TYPE "SecureProof" AS ENUM ('none', 'date_of_birth', 'portal');
CREATE TABLE "SecureMessage" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "codeHash" TEXT NOT NULL,
    "subject" TEXT,
    "body" TEXT NOT NULL,
    "proof" "SecureProof" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "openedAt" TIMESTAMPTZ(3),
    "readerHash" TEXT,
    "wrongTries" INTEGER NOT NULL DEFAULT 0,
    "lockedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SecureMessage_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "SecureMessage_codeHash_key" ON "SecureMessage"("codeHash");
CREATE UNIQUE INDEX "SecureMessage_messageId_channel_key" ON "SecureMessage"("messageId", "channel");
ALTER TABLE "SecureMessage" ADD CONSTRAINT "SecureMessage_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "SecureMessage"
  ADD CONSTRAINT secure_code_hashed CHECK ("codeHash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT secure_expires_later CHECK ("expiresAt" > "createdAt"),
  ADD CONSTRAINT secure_opened_by_reader CHECK (("openedAt" IS NULL) = ("readerHash" IS NULL)),
  ADD CONSTRAINT secure_tries CHECK ("wrongTries" BETWEEN 0 AND 3);

ALTER TABLE "SecureMessage" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "SecureMessage" USING ("clinicId" = current_clinic());
-- The portal's gate finds a link before it knows whose it is; only staff's clinic and the gate itself read it.
CREATE POLICY at_installation ON "SecureMessage" FOR SELECT USING (at_installation());
