-- A text to somebody on call tells of every emergency that is theirs to hear of, not of one.
CREATE TABLE "OnCallMention" (
    "clinicId" UUID NOT NULL,
    "emergencyId" UUID NOT NULL,
    "step" INTEGER NOT NULL,
    "textId" UUID NOT NULL,

    CONSTRAINT "OnCallMention_pkey" PRIMARY KEY ("emergencyId", "step")
);
INSERT INTO "OnCallMention" ("clinicId", "emergencyId", "step", "textId")
SELECT "clinicId", "emergencyId", "step", "id" FROM "OnCallText";
ALTER TABLE "OnCallText" DROP COLUMN "emergencyId", DROP COLUMN "step";
CREATE UNIQUE INDEX "OnCallText_clinicId_id_key" ON "OnCallText"("clinicId", "id");
CREATE INDEX "OnCallMention_clinicId_textId_idx" ON "OnCallMention"("clinicId", "textId");
ALTER TABLE "OnCallMention" ADD CONSTRAINT "OnCallMention_clinicId_emergencyId_fkey" FOREIGN KEY ("clinicId", "emergencyId") REFERENCES "Emergency"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "OnCallMention" ADD CONSTRAINT "OnCallMention_clinicId_textId_fkey" FOREIGN KEY ("clinicId", "textId") REFERENCES "OnCallText"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "OnCallMention" ADD CONSTRAINT on_call_mention_step CHECK (step >= 0);

ALTER TABLE "OnCallMention" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "OnCallMention" USING ("clinicId" = current_clinic());
