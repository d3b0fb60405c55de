-- A shared number has a day of its own: what was texted to it is counted by these slots, whoever it was about.
ALTER TABLE "DaySlot" ADD COLUMN "address" TEXT;
CREATE INDEX "DaySlot_number" ON "DaySlot"("clinicId", "address", "localDate") WHERE (address IS NOT NULL AND "returnedAt" IS NULL);

-- Whose contact point it is: a guardian's phone is not the teenager's own.
CREATE UNIQUE INDEX "RelatedPerson_clinicId_id_key" ON "RelatedPerson"("clinicId", "id");
ALTER TABLE "ContactPoint" ADD COLUMN "relatedPersonId" UUID;
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_clinicId_relatedPersonId_fkey" FOREIGN KEY ("clinicId", "relatedPersonId") REFERENCES "RelatedPerson"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX "Restriction_message" ON "Restriction"("clinicId", "messageId") WHERE ("messageId" IS NOT NULL);
CREATE INDEX "Restriction_template" ON "Restriction"("clinicId", "templateId") WHERE ("templateId" IS NOT NULL);

-- A death is recorded with who said so.
ALTER TABLE "Patient" ADD CONSTRAINT patient_deceased_source CHECK ("deceasedAt" IS NULL OR "deceasedSource" IS NOT NULL);
