-- What a patient and the clinic wrote to each other in the portal, the newest first.
CREATE INDEX "Message_in_app" ON "Message"("clinicId", "patientId", "createdAt" DESC, "id" DESC) WHERE (channel = 'IN_APP' OR 'IN_APP' = ANY (plan));
