-- Patients sign in: an account that an invitation opens and a PIN proves, and the browsers that did.
CREATE TABLE "PortalAccount" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "invitedAt" TIMESTAMPTZ(3) NOT NULL,
    "invitedVia" TEXT NOT NULL,
    "inviteEndsAt" TIMESTAMPTZ(3),
    "codeHash" TEXT,
    "codeTries" INTEGER NOT NULL DEFAULT 0,
    "signInAs" TEXT,
    "pinHash" TEXT,
    "activatedAt" TIMESTAMPTZ(3),
    "wrongInARow" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMPTZ(3),
    "lastSignInAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endedWhy" TEXT,

    CONSTRAINT "PortalAccount_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "PortalAccount_codeHash_key" ON "PortalAccount"("codeHash");
CREATE UNIQUE INDEX "PortalAccount_clinicId_id_key" ON "PortalAccount"("clinicId", "id");
CREATE UNIQUE INDEX "PortalAccount_clinicId_patientId_key" ON "PortalAccount"("clinicId", "patientId");
CREATE INDEX "PortalAccount_name" ON "PortalAccount"("signInAs") WHERE "signInAs" IS NOT NULL;
ALTER TABLE "PortalAccount" ADD CONSTRAINT "PortalAccount_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "PortalSession" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PortalSession_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "PortalSession_tokenHash_key" ON "PortalSession"("tokenHash");
CREATE INDEX "PortalSession_clinicId_accountId_idx" ON "PortalSession"("clinicId", "accountId");
ALTER TABLE "PortalSession" ADD CONSTRAINT "PortalSession_clinicId_accountId_fkey" FOREIGN KEY ("clinicId", "accountId") REFERENCES "PortalAccount"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "PortalAccount"
  ADD CONSTRAINT portal_invited_via CHECK ("invitedVia" IN ('code', 'SMS', 'EMAIL')),
  ADD CONSTRAINT portal_code_hashed CHECK ("codeHash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT portal_code_ends CHECK ("codeHash" IS NULL OR "inviteEndsAt" IS NOT NULL),
  ADD CONSTRAINT portal_pin_named CHECK ("pinHash" IS NULL OR ("signInAs" IS NOT NULL AND "activatedAt" IS NOT NULL)),
  ADD CONSTRAINT portal_ended_shut CHECK ("endedAt" IS NULL OR "pinHash" IS NULL),
  ADD CONSTRAINT portal_ended_why CHECK (("endedAt" IS NULL) = ("endedWhy" IS NULL) AND "endedWhy" IN ('staff', 'tries', 'deceased')),
  ADD CONSTRAINT portal_tries CHECK ("codeTries" BETWEEN 0 AND 3 AND "wrongInARow" >= 0);
ALTER TABLE "PortalSession"
  ADD CONSTRAINT portal_token_hashed CHECK ("tokenHash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT portal_session_ends CHECK ("expiresAt" > "createdAt");

ALTER TABLE "PortalAccount" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "PortalAccount" USING ("clinicId" = current_clinic());
-- The gate finds an account by its name or code before it knows whose it is.
CREATE POLICY at_installation ON "PortalAccount" FOR SELECT USING (at_installation());
ALTER TABLE "PortalSession" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "PortalSession" USING ("clinicId" = current_clinic());
CREATE POLICY at_installation ON "PortalSession" USING (at_installation());
