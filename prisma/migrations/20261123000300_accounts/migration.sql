-- CreateTable
CREATE TABLE "VendorAccount" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "publicId" TEXT,
    "lastFour" TEXT,
    "keyId" TEXT NOT NULL,
    "sealed" BYTEA,
    "previous" BYTEA,
    "previousUntil" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,
    "savedBy" UUID NOT NULL,

    CONSTRAINT "VendorAccount_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "VendorAccount_clinicId_provider_key" ON "VendorAccount"("clinicId", "provider");

ALTER TABLE "VendorAccount"
  ADD CONSTRAINT vendor_account_clinic FOREIGN KEY ("clinicId") REFERENCES "Clinic"(id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT vendor_account_provider CHECK (provider IN ('twilio', 'telnyx', 'sendgrid', 'smtp')),
  ADD CONSTRAINT vendor_account_version CHECK (version > 0),
  ADD CONSTRAINT vendor_account_last_four CHECK (length("lastFour") <= 4),
  ADD CONSTRAINT vendor_account_previous CHECK (("previous" IS NULL) = ("previousUntil" IS NULL));

ALTER TABLE "VendorAccount" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "VendorAccount" USING ("clinicId" = current_clinic());
CREATE POLICY at_installation ON "VendorAccount" FOR SELECT USING (at_installation());
