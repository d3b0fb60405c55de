-- Whom a message from a shared phone is about: a guess, until a person says so.
ALTER TABLE "Message" ADD COLUMN     "filedBy" TEXT,
ADD COLUMN     "guessedFrom" TEXT;
ALTER TABLE "Message" ADD CONSTRAINT message_guess CHECK ("guessedFrom" IN ('last_text', 'next_visit', 'nobody_nearer'));

-- Words about a patient that reached, or may have reached, somebody else.
CREATE TABLE "PrivacyIncident" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" "Channel" NOT NULL,
    "address" TEXT NOT NULL,
    "exposedSince" TIMESTAMPTZ(3),
    "discoveredAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "officerId" UUID,
    "reportedBy" TEXT NOT NULL,
    "reportedByKind" "CreatedByKind" NOT NULL,

    CONSTRAINT "PrivacyIncident_pkey" PRIMARY KEY ("id"),
    CONSTRAINT incident_kind CHECK ("kind" IN ('wrong_number', 'other')),
    CONSTRAINT incident_status CHECK ("status" IN ('open', 'low_probability', 'breach', 'told')),
    CONSTRAINT incident_due CHECK ("dueAt" > "discoveredAt")
);
CREATE TABLE "PrivacyIncidentMessage" (
    "incidentId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "kinds" TEXT[],
    "revealed" TEXT[],

    CONSTRAINT "PrivacyIncidentMessage_pkey" PRIMARY KEY ("incidentId","messageId")
);
CREATE TABLE "PrivacyIncidentEvent" (
    "id" UUID NOT NULL,
    "incidentId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "by" TEXT NOT NULL,
    "byKind" "CreatedByKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PrivacyIncidentEvent_pkey" PRIMARY KEY ("id"),
    CONSTRAINT incident_event_kind CHECK ("kind" IN ('opened', 'reported_again', 'assigned', 'assessed', 'told'))
);

CREATE INDEX "PrivacyIncident_clinicId_discoveredAt_id_idx" ON "PrivacyIncident"("clinicId", "discoveredAt" DESC, "id" DESC);
CREATE INDEX "PrivacyIncident_clinicId_status_discoveredAt_id_idx" ON "PrivacyIncident"("clinicId", "status", "discoveredAt" DESC, "id" DESC);
CREATE UNIQUE INDEX "PrivacyIncident_clinicId_id_key" ON "PrivacyIncident"("clinicId", "id");
CREATE UNIQUE INDEX "PrivacyIncident_open" ON "PrivacyIncident"("clinicId", "patientId", "channel", "address") WHERE (status = 'open');
CREATE INDEX "PrivacyIncidentMessage_clinicId_incidentId_sentAt_messageId_idx" ON "PrivacyIncidentMessage"("clinicId", "incidentId", "sentAt" DESC, "messageId" DESC);
CREATE INDEX "PrivacyIncidentEvent_clinicId_incidentId_at_id_idx" ON "PrivacyIncidentEvent"("clinicId", "incidentId", "at", "id");

ALTER TABLE "PrivacyIncident" ADD CONSTRAINT "PrivacyIncident_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "PrivacyIncident" ADD CONSTRAINT "PrivacyIncident_clinicId_officerId_fkey" FOREIGN KEY ("clinicId", "officerId") REFERENCES "Staff"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "PrivacyIncidentMessage" ADD CONSTRAINT "PrivacyIncidentMessage_clinicId_incidentId_fkey" FOREIGN KEY ("clinicId", "incidentId") REFERENCES "PrivacyIncident"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "PrivacyIncidentEvent" ADD CONSTRAINT "PrivacyIncidentEvent_clinicId_incidentId_fkey" FOREIGN KEY ("clinicId", "incidentId") REFERENCES "PrivacyIncident"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was found and said about an incident is a record (45 CFR 164.414(b)): nobody rewrites it.
REVOKE UPDATE, DELETE ON "PrivacyIncidentMessage", "PrivacyIncidentEvent" FROM hub_app;
REVOKE DELETE ON "PrivacyIncident" FROM hub_app;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['PrivacyIncident', 'PrivacyIncidentMessage', 'PrivacyIncidentEvent'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_clinic ON %I USING ("clinicId" = current_clinic())', name);
  END LOOP;
END $$;
