-- Why a patient is not to be contacted, and since when: whoever lifts it should know.
ALTER TABLE "Patient" ADD COLUMN "doNotContactReason" TEXT, ADD COLUMN "doNotContactAt" TIMESTAMPTZ(3);
ALTER TABLE "Patient" ADD CONSTRAINT patient_do_not_contact
  CHECK ("doNotContact" OR ("doNotContactReason" IS NULL AND "doNotContactAt" IS NULL));
