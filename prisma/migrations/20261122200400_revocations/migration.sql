-- What a patient's words ask of our messages, where a person decides it.
CREATE TABLE "RevocationQuestion" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" "Channel" NOT NULL,
    "address" TEXT NOT NULL,
    "messageId" UUID NOT NULL,
    "word" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "wallAt" TIMESTAMPTZ(3) NOT NULL,
    "visitAt" TIMESTAMPTZ(3),
    "answer" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedBy" UUID,

    CONSTRAINT "RevocationQuestion_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "RevocationQuestion_open" ON "RevocationQuestion"("clinicId", "address") WHERE "decidedAt" IS NULL;
CREATE UNIQUE INDEX "RevocationQuestion_clinicId_messageId_kind_key" ON "RevocationQuestion"("clinicId", "messageId", "kind");
ALTER TABLE "RevocationQuestion" ADD CONSTRAINT "RevocationQuestion_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "RevocationQuestion"
  ADD CONSTRAINT revocation_question_kind CHECK (kind IN ('stop', 'death', 'visit')),
  ADD CONSTRAINT revocation_question_answer CHECK (answer IN ('yes', 'no')),
  ADD CONSTRAINT revocation_question_decided CHECK ((answer IS NULL) = ("decidedAt" IS NULL));

ALTER TABLE "RevocationQuestion" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "RevocationQuestion" USING ("clinicId" = current_clinic());

-- A patient's yes to a visit, and to which start.
ALTER TABLE "Appointment"
  ADD COLUMN "confirmedAt" TIMESTAMPTZ(3),
  ADD COLUMN "confirmedFor" TIMESTAMPTZ(3);
ALTER TABLE "Appointment" ADD CONSTRAINT appointment_confirmed CHECK (("confirmedAt" IS NULL) = ("confirmedFor" IS NULL));
