-- Addresses that a person opened again and that a vendor is still to take off its own lists; gone once it has.
CREATE TABLE "VendorRelease" (
    "clinicId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "address" TEXT NOT NULL,
    "reasons" "SuppressionReason"[],
    "why" TEXT NOT NULL,
    "askedBy" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "problem" TEXT,

    CONSTRAINT "VendorRelease_pkey" PRIMARY KEY ("clinicId", "channel", "address")
);
CREATE INDEX "VendorRelease_clinicId_nextAt_idx" ON "VendorRelease"("clinicId", "nextAt");
ALTER TABLE "VendorRelease" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "VendorRelease" USING ("clinicId" = current_clinic());
