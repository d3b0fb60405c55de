-- Who acts for patients signs in too: an account of nobody's own, known in the charts by the people it belongs to.
ALTER TABLE "PortalAccount" ALTER COLUMN "patientId" DROP NOT NULL;

ALTER TABLE "RelatedPerson" ADD COLUMN "accountId" UUID;
CREATE INDEX "RelatedPerson_account" ON "RelatedPerson"("clinicId", "accountId") WHERE ("accountId" IS NOT NULL);
ALTER TABLE "RelatedPerson" ADD CONSTRAINT "RelatedPerson_clinicId_accountId_fkey" FOREIGN KEY ("clinicId", "accountId") REFERENCES "PortalAccount"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who opened a private message in the patient's stead.
ALTER TABLE "SecureMessage" ADD COLUMN "openedById" UUID;
ALTER TABLE "SecureMessage" ADD CONSTRAINT "SecureMessage_clinicId_openedById_fkey" FOREIGN KEY ("clinicId", "openedById") REFERENCES "RelatedPerson"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SecureMessage" ADD CONSTRAINT secure_opened_by CHECK ("openedById" IS NULL OR "openedAt" IS NOT NULL);

-- Browsers that signed in long ago and invitations that nobody took are forgotten.
CREATE INDEX "PortalAccount_invited" ON "PortalAccount"("clinicId", "inviteEndsAt") WHERE ("inviteEndsAt" IS NOT NULL);
CREATE INDEX "PortalSession_clinicId_expiresAt_idx" ON "PortalSession"("clinicId", "expiresAt");
