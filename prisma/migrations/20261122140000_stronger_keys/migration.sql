-- No row of one clinic can point at a row of another: such keys name the clinic too.
-- Without one stay the tables that the delivery engine rewrites all the time (QueueItem, Lane, DaySlot, PatientDay),
-- ledgers that outlive what they speak of (ConsentEvent, Suppression, AuditEntry), Conversation.lastMessageId and
-- Message.inReplyToId (each draft that is deleted would be looked for in all messages), authors that may be a person or
-- an API key, and ImportRow.patientId, which is chosen before there is such a patient.
ALTER TABLE "Conversation" DROP CONSTRAINT "Conversation_assigneeId_fkey";
ALTER TABLE "Conversation" DROP CONSTRAINT "Conversation_teamId_fkey";
ALTER TABLE "ConversationRead" DROP CONSTRAINT "ConversationRead_conversationId_fkey";
ALTER TABLE "ImportRow" DROP CONSTRAINT "ImportRow_importId_fkey";
ALTER TABLE "Message" DROP CONSTRAINT "Message_templateId_fkey";
ALTER TABLE "Message" DROP CONSTRAINT "Message_templateVersionId_fkey";
ALTER TABLE "Receipt" DROP CONSTRAINT "Receipt_deliveryId_fkey";
ALTER TABLE "Session" DROP CONSTRAINT "Session_staffId_fkey";
ALTER TABLE "TeamMember" DROP CONSTRAINT "TeamMember_staffId_fkey";
ALTER TABLE "TeamMember" DROP CONSTRAINT "TeamMember_teamId_fkey";
ALTER TABLE "TemplateVersion" DROP CONSTRAINT "TemplateVersion_templateId_fkey";
ALTER TABLE "IdempotencyKey" ALTER COLUMN "status" SET NOT NULL;
CREATE UNIQUE INDEX "Import_clinicId_id_key" ON "Import"("clinicId", "id");
CREATE UNIQUE INDEX "MessageDelivery_clinicId_id_key" ON "MessageDelivery"("clinicId", "id");
CREATE UNIQUE INDEX "Team_clinicId_id_key" ON "Team"("clinicId", "id");
CREATE UNIQUE INDEX "TemplateVersion_clinicId_id_key" ON "TemplateVersion"("clinicId", "id");
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_clinicId_assigneeId_fkey" FOREIGN KEY ("clinicId", "assigneeId") REFERENCES "Staff"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_clinicId_teamId_fkey" FOREIGN KEY ("clinicId", "teamId") REFERENCES "Team"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ConversationRead" ADD CONSTRAINT "ConversationRead_clinicId_conversationId_fkey" FOREIGN KEY ("clinicId", "conversationId") REFERENCES "Conversation"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ConversationRead" ADD CONSTRAINT "ConversationRead_clinicId_staffId_fkey" FOREIGN KEY ("clinicId", "staffId") REFERENCES "Staff"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Message" ADD CONSTRAINT "Message_clinicId_templateId_fkey" FOREIGN KEY ("clinicId", "templateId") REFERENCES "MessageTemplate"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Message" ADD CONSTRAINT "Message_clinicId_templateVersionId_fkey" FOREIGN KEY ("clinicId", "templateVersionId") REFERENCES "TemplateVersion"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_clinicId_deliveryId_fkey" FOREIGN KEY ("clinicId", "deliveryId") REFERENCES "MessageDelivery"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_clinicId_mergedIntoId_fkey" FOREIGN KEY ("clinicId", "mergedIntoId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Restriction" ADD CONSTRAINT "Restriction_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Restriction" ADD CONSTRAINT "Restriction_clinicId_conversationId_fkey" FOREIGN KEY ("clinicId", "conversationId") REFERENCES "Conversation"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Restriction" ADD CONSTRAINT "Restriction_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Restriction" ADD CONSTRAINT "Restriction_clinicId_templateId_fkey" FOREIGN KEY ("clinicId", "templateId") REFERENCES "MessageTemplate"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "PatientMerge" ADD CONSTRAINT "PatientMerge_clinicId_fromId_fkey" FOREIGN KEY ("clinicId", "fromId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "PatientMerge" ADD CONSTRAINT "PatientMerge_clinicId_intoId_fkey" FOREIGN KEY ("clinicId", "intoId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Import" ADD CONSTRAINT "Import_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_clinicId_importId_fkey" FOREIGN KEY ("clinicId", "importId") REFERENCES "Import"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Session" ADD CONSTRAINT "Session_clinicId_staffId_fkey" FOREIGN KEY ("clinicId", "staffId") REFERENCES "Staff"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_clinicId_teamId_fkey" FOREIGN KEY ("clinicId", "teamId") REFERENCES "Team"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_clinicId_staffId_fkey" FOREIGN KEY ("clinicId", "staffId") REFERENCES "Staff"("clinicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "MessageTemplate" ADD CONSTRAINT "MessageTemplate_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "TemplateVersion" ADD CONSTRAINT "TemplateVersion_clinicId_templateId_fkey" FOREIGN KEY ("clinicId", "templateId") REFERENCES "MessageTemplate"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Held or timed, never in between: the engine knows when to look again, and the screen why it waits.
ALTER TABLE "Message" ADD CONSTRAINT message_scheduled_until
  CHECK (status <> 'SCHEDULED' OR (reason IS NOT NULL AND "nextAt" IS NOT NULL));
ALTER TABLE "Sender" ADD CONSTRAINT sender_rate CHECK (rate > 0);
ALTER TABLE "Conversation" ADD CONSTRAINT conversation_snippet CHECK (char_length(snippet) <= 140);
ALTER TABLE "RelatedPerson" ADD CONSTRAINT related_period CHECK ("from" < "until");

-- Where one role migrates and serves, the hub steps down to hub_app (lib/db/client.ts); for that it must be a member.
DO $$
BEGIN
  IF current_user = 'hub_app' THEN
    RAISE EXCEPTION 'hub_app serves and must own no table: set MIGRATE_DATABASE_URL to the role that owns the database.';
  END IF;
  IF NOT pg_has_role(current_user, 'hub_app', 'SET') THEN
    EXECUTE format('GRANT hub_app TO %I', current_user);
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'hub_app was not granted to %: let another role serve.', current_user;
END $$;

-- Pictures still to be fetched from the phone company; the address is cleared once they are here.
CREATE INDEX "Attachment_at_vendor" ON "Attachment"("clinicId", "createdAt") WHERE ("vendorUrl" IS NOT NULL);
