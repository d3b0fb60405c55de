-- Answers that the hub gives by itself, each once.
CREATE TABLE "AutomaticReply" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "window" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "conversationId" UUID NOT NULL,
    "messageId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AutomaticReply_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "AutomaticReply_clinicId_scope_kind_window_key" ON "AutomaticReply"("clinicId", "scope", "kind", "window");
CREATE INDEX "AutomaticReply_clinicId_address_at_idx" ON "AutomaticReply"("clinicId", "address", "at" DESC);
CREATE INDEX "AutomaticReply_clinicId_conversationId_kind_at_idx" ON "AutomaticReply"("clinicId", "conversationId", "kind", "at" DESC);
ALTER TABLE "AutomaticReply" ADD CONSTRAINT "AutomaticReply_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "AutomaticReply"
  ADD CONSTRAINT automatic_reply_kind CHECK (kind IN ('stop', 'start', 'help', 'after_hours', 'emergency', 'wrong_number', 'revocation_question'));

ALTER TABLE "AutomaticReply" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "AutomaticReply" USING ("clinicId" = current_clinic());
