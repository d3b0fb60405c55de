-- Trusted extensions: the owner of the database may create them without being a superuser.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('SMS', 'EMAIL', 'PUSH', 'IN_APP');

-- CreateEnum
CREATE TYPE "Category" AS ENUM ('appointment', 'billing', 'treatment', 'marketing');

-- CreateEnum
CREATE TYPE "SenderKind" AS ENUM ('long_code', 'toll_free', 'short_code', 'messaging_service', 'email', 'push');

-- CreateEnum
CREATE TYPE "ConsentPurpose" AS ENUM ('contact', 'marketing', 'texting_risk');

-- CreateEnum
CREATE TYPE "ConsentAct" AS ENUM ('grant', 'revoke');

-- CreateEnum
CREATE TYPE "SuppressionReason" AS ENUM ('stop', 'complaint', 'unsubscribe', 'hard_bounce', 'vendor_block', 'wrong_number', 'staff');

-- CreateEnum
CREATE TYPE "ConversationKind" AS ENUM ('patient', 'household', 'unknown');

-- CreateEnum
CREATE TYPE "ConversationStatus" AS ENUM ('open', 'snoozed', 'closed');

-- CreateEnum
CREATE TYPE "Direction" AS ENUM ('OUTBOUND', 'INBOUND');

-- CreateEnum
CREATE TYPE "MessageStatus" AS ENUM ('DRAFT', 'PENDING', 'SCHEDULED', 'SENT', 'DELIVERED', 'FAILED', 'BOUNCED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('PENDING', 'SENT', 'DELIVERED', 'FAILED', 'BOUNCED', 'OPENED', 'CLICKED', 'UNSUBSCRIBED', 'COMPLAINED');

-- CreateEnum
CREATE TYPE "CreatedByKind" AS ENUM ('staff', 'key', 'patient', 'system');

-- CreateEnum
CREATE TYPE "Priority" AS ENUM ('urgent', 'normal', 'bulk');

-- CreateEnum
CREATE TYPE "PatientKind" AS ENUM ('person', 'unsorted');

-- CreateEnum
CREATE TYPE "ContactKind" AS ENUM ('phone', 'email', 'device');

-- CreateEnum
CREATE TYPE "ContactHealth" AS ENUM ('ok', 'failing', 'closed');

-- CreateEnum
CREATE TYPE "Relation" AS ENUM ('guardian', 'caregiver', 'executor');

-- CreateEnum
CREATE TYPE "RestrictionLabel" AS ENUM ('substance_use', 'hiv', 'mental_health', 'reproductive', 'teen_confidential', 'safety');

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('preview', 'queued', 'running', 'done', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "StaffRole" AS ENUM ('front_desk', 'clinician', 'admin', 'privacy_officer');

-- CreateTable
CREATE TABLE "Clinic" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "phone" TEXT,
    "address" JSONB,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "stoppedAt" TIMESTAMPTZ(3),
    "stoppedReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Clinic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Vendor" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "baaSignedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Vendor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Sender" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "provider" TEXT NOT NULL,
    "kind" "SenderKind" NOT NULL,
    "address" TEXT NOT NULL,
    "displayName" TEXT,
    "rate" DOUBLE PRECISION NOT NULL,
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "registration" TEXT NOT NULL DEFAULT 'registered',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Sender_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConsentEvent" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID,
    "purpose" "ConsentPurpose" NOT NULL,
    "channel" "Channel" NOT NULL,
    "address" TEXT,
    "act" "ConsentAct" NOT NULL,
    "disclosure" TEXT,
    "disclosureHash" TEXT,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "source" TEXT NOT NULL,
    "evidence" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ConsentEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Suppression" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "address" TEXT NOT NULL,
    "reason" "SuppressionReason" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "evidence" JSONB,
    "messageId" UUID,

    CONSTRAINT "Suppression_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Conversation" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "kind" "ConversationKind" NOT NULL,
    "patientId" UUID NOT NULL,
    "address" TEXT,
    "status" "ConversationStatus" NOT NULL DEFAULT 'open',
    "assigneeId" UUID,
    "assignedAt" TIMESTAMPTZ(3),
    "teamId" UUID,
    "snoozedUntil" TIMESTAMPTZ(3),
    "lastMessageAt" TIMESTAMPTZ(3) NOT NULL,
    "lastMessageId" UUID,
    "lastChannel" "Channel",
    "lastDirection" "Direction",
    "snippet" TEXT NOT NULL DEFAULT '',
    "lastInboundAt" TIMESTAMPTZ(3),
    "waitingSince" TIMESTAMPTZ(3),
    "failedSince" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConversationRead" (
    "conversationId" UUID NOT NULL,
    "staffId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ConversationRead_pkey" PRIMARY KEY ("conversationId","staffId")
);

-- CreateTable
CREATE UNLOGGED TABLE "Presence" (
    "conversationId" UUID NOT NULL,
    "staffId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "seenUntil" TIMESTAMPTZ(3) NOT NULL,
    "typingUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Presence_pkey" PRIMARY KEY ("conversationId","staffId")
);

-- CreateTable
CREATE TABLE "Note" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "createdBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QueueItem" (
    "messageId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "lane" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "segments" INTEGER NOT NULL DEFAULT 1,
    "leasedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "QueueItem_pkey" PRIMARY KEY ("messageId")
);

-- CreateTable
CREATE TABLE "Lane" (
    "id" TEXT NOT NULL,
    "clinicId" UUID NOT NULL,
    "rate" DOUBLE PRECISION NOT NULL,
    "burst" DOUBLE PRECISION NOT NULL,
    "credits" DOUBLE PRECISION NOT NULL,
    "refilledAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Lane_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PatientDay" (
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "localDate" DATE NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PatientDay_pkey" PRIMARY KEY ("clinicId","patientId","localDate")
);

-- CreateTable
CREATE TABLE "DaySlot" (
    "messageId" UUID NOT NULL,
    "hop" INTEGER NOT NULL,
    "localDate" DATE NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "returnedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DaySlot_pkey" PRIMARY KEY ("messageId","hop","localDate")
);

-- CreateTable
CREATE TABLE "WebhookEvent" (
    "id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "clinicId" UUID,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "processedAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,

    CONSTRAINT "WebhookEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Change" (
    "id" BIGSERIAL NOT NULL,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "clinicId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "conversationId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunnerBeat" (
    "id" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RunnerBeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "conversationId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "subject" TEXT,
    "body" TEXT NOT NULL,
    "htmlBody" TEXT,
    "direction" "Direction" NOT NULL,
    "templateId" UUID,
    "templateVersionId" UUID,
    "status" "MessageStatus" NOT NULL,
    "reason" TEXT,
    "scheduledAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "metadata" JSONB,
    "tags" TEXT[],
    "createdBy" TEXT NOT NULL,
    "createdByKind" "CreatedByKind" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "category" "Category" NOT NULL DEFAULT 'treatment',
    "priority" "Priority" NOT NULL DEFAULT 'normal',
    "plan" "Channel"[],
    "hop" INTEGER NOT NULL DEFAULT 0,
    "content" JSONB,
    "expiresAt" TIMESTAMPTZ(3),
    "nextAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),
    "cancelledBy" TEXT,
    "isAutomatic" BOOLEAN NOT NULL DEFAULT false,
    "inReplyToId" UUID,
    "handledAt" TIMESTAMPTZ(3),
    "fromAddress" TEXT,
    "toAddress" TEXT,
    "inboundRef" TEXT,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessageDelivery" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "providerMessageId" TEXT,
    "status" "DeliveryStatus" NOT NULL DEFAULT 'PENDING',
    "statusDetails" TEXT,
    "deliveredAt" TIMESTAMPTZ(3),
    "openedAt" TIMESTAMPTZ(3),
    "clickedAt" TIMESTAMPTZ(3),
    "bouncedAt" TIMESTAMPTZ(3),
    "webhookData" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "channel" "Channel" NOT NULL,
    "hop" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "sender" TEXT NOT NULL,
    "toAddress" TEXT NOT NULL,
    "segments" INTEGER NOT NULL DEFAULT 1,
    "claimedAt" TIMESTAMPTZ(3) NOT NULL,
    "handOffBy" TIMESTAMPTZ(3) NOT NULL,
    "localDate" DATE,
    "outcome" TEXT,
    "outcomeAt" TIMESTAMPTZ(3),
    "outcomeReason" TEXT,
    "outcomeRetry" BOOLEAN,
    "notBefore" TIMESTAMPTZ(3),

    CONSTRAINT "MessageDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Receipt" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "code" TEXT,
    "reason" TEXT,
    "detail" TEXT,
    "soft" BOOLEAN NOT NULL DEFAULT false,
    "closes" BOOLEAN NOT NULL DEFAULT false,
    "machine" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "hop" INTEGER NOT NULL,
    "channel" "Channel" NOT NULL,
    "kind" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),
    "reasons" JSONB NOT NULL DEFAULT '[]',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Override" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "filename" TEXT NOT NULL,
    "contentType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT,
    "contentId" TEXT,
    "content" BYTEA,
    "vendorUrl" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Patient" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "kind" "PatientKind" NOT NULL DEFAULT 'person',
    "externalId" TEXT,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "dateOfBirth" DATE,
    "language" TEXT NOT NULL DEFAULT 'en',
    "timeZone" TEXT,
    "timeZoneUntil" TIMESTAMPTZ(3),
    "address" JSONB,
    "channelOrder" "Channel"[],
    "deceasedAt" TIMESTAMPTZ(3),
    "deceasedSource" TEXT,
    "doNotContact" BOOLEAN NOT NULL DEFAULT false,
    "mergedIntoId" UUID,
    "searchText" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Patient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactPoint" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "kind" "ContactKind" NOT NULL,
    "value" TEXT NOT NULL,
    "label" TEXT,
    "isPrimary" BOOLEAN NOT NULL DEFAULT false,
    "health" "ContactHealth" NOT NULL DEFAULT 'ok',
    "healthReason" TEXT,
    "healthAt" TIMESTAMPTZ(3),
    "softFailures" INTEGER NOT NULL DEFAULT 0,
    "source" TEXT NOT NULL,
    "lastConfirmedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ContactPoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Preference" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "category" "Category" NOT NULL,
    "allowed" BOOLEAN NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Preference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RelatedPerson" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "relation" "Relation" NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT,
    "email" TEXT,
    "authority" TEXT NOT NULL,
    "limits" TEXT,
    "from" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "RelatedPerson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Appointment" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "patientId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "provider" TEXT NOT NULL,
    "location" TEXT,
    "status" TEXT NOT NULL DEFAULT 'booked',
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Restriction" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "label" "RestrictionLabel" NOT NULL,
    "patientId" UUID,
    "conversationId" UUID,
    "messageId" UUID,
    "templateId" UUID,
    "reason" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Restriction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactInstruction" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "contactPointIds" UUID[],
    "hours" JSONB,
    "noNames" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ContactInstruction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PatientMerge" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "intoId" UUID NOT NULL,
    "moved" JSONB NOT NULL,
    "mergedBy" TEXT NOT NULL,
    "mergedAt" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "PatientMerge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" UUID,
    "patientId" UUID,
    "fields" TEXT[],
    "reason" TEXT,
    "requestId" TEXT NOT NULL,
    "seq" BIGINT,
    "hash" TEXT,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "filename" TEXT NOT NULL,
    "status" "ImportStatus" NOT NULL DEFAULT 'preview',
    "mapping" JSONB NOT NULL,
    "rowCount" INTEGER NOT NULL DEFAULT 0,
    "readyCount" INTEGER NOT NULL DEFAULT 0,
    "errorCount" INTEGER NOT NULL DEFAULT 0,
    "checkedRows" INTEGER NOT NULL DEFAULT 0,
    "appliedRows" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "createdBy" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "leasedUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRow" (
    "importId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "clinicId" UUID NOT NULL,
    "raw" JSONB NOT NULL,
    "parsed" JSONB,
    "errors" JSONB NOT NULL DEFAULT '[]',
    "warnings" JSONB NOT NULL DEFAULT '[]',
    "action" TEXT NOT NULL,
    "patientId" UUID,

    CONSTRAINT "ImportRow_pkey" PRIMARY KEY ("importId","number")
);

-- CreateTable
CREATE TABLE "Staff" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "StaffRole" NOT NULL,
    "passwordHash" TEXT,
    "failedSignIns" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMPTZ(3),
    "disabledAt" TIMESTAMPTZ(3),
    "languages" TEXT[] DEFAULT ARRAY['en']::TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "staffId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "userAgent" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Team" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TeamMember" (
    "teamId" UUID NOT NULL,
    "staffId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,

    CONSTRAINT "TeamMember_pkey" PRIMARY KEY ("teamId","staffId")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "clinicId" UUID NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "bodyHash" TEXT NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("clinicId","route","key")
);

-- CreateTable
CREATE TABLE "MessageTemplate" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "category" "Category" NOT NULL,
    "smsBody" TEXT,
    "emailSubject" TEXT,
    "emailBody" TEXT,
    "emailHtmlBody" TEXT,
    "pushTitle" TEXT,
    "pushBody" TEXT,
    "variables" TEXT[],
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MessageTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TemplateVersion" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "templateId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "smsBody" TEXT,
    "emailSubject" TEXT,
    "emailBody" TEXT,
    "emailHtmlBody" TEXT,
    "pushTitle" TEXT,
    "pushBody" TEXT,
    "variables" TEXT[],
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TemplateVersion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Clinic_slug_key" ON "Clinic"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Vendor_clinicId_provider_key" ON "Vendor"("clinicId", "provider");

-- CreateIndex
CREATE INDEX "Sender_clinicId_channel_idx" ON "Sender"("clinicId", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "Sender_channel_address_key" ON "Sender"("channel", "address");

-- CreateIndex
CREATE INDEX "ConsentEvent_clinicId_patientId_purpose_channel_at_idx" ON "ConsentEvent"("clinicId", "patientId", "purpose", "channel", "at");

-- CreateIndex
CREATE INDEX "ConsentEvent_clinicId_channel_address_at_idx" ON "ConsentEvent"("clinicId", "channel", "address", "at");

-- CreateIndex
CREATE INDEX "Suppression_open" ON "Suppression"("clinicId", "channel", "address") WHERE ("endedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Suppression_clinicId_channel_address_reason_key" ON "Suppression"("clinicId", "channel", "address", "reason");

-- CreateIndex
CREATE INDEX "Conversation_open" ON "Conversation"("clinicId", "lastMessageAt" DESC, "id" DESC) WHERE (status = 'open');

-- CreateIndex
CREATE INDEX "Conversation_asleep" ON "Conversation"("clinicId", "lastMessageAt" DESC, "id" DESC) WHERE (status = 'snoozed');

-- CreateIndex
CREATE INDEX "Conversation_closed" ON "Conversation"("clinicId", "lastMessageAt" DESC, "id" DESC) WHERE (status = 'closed');

-- CreateIndex
CREATE INDEX "Conversation_clinicId_assigneeId_lastMessageAt_id_idx" ON "Conversation"("clinicId", "assigneeId", "lastMessageAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Conversation_clinicId_teamId_lastMessageAt_id_idx" ON "Conversation"("clinicId", "teamId", "lastMessageAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Conversation_clinicId_patientId_idx" ON "Conversation"("clinicId", "patientId");

-- CreateIndex
CREATE INDEX "Conversation_waiting" ON "Conversation"("clinicId", "waitingSince", "id") WHERE ("waitingSince" IS NOT NULL AND status = 'open');

-- CreateIndex
CREATE INDEX "Conversation_failed" ON "Conversation"("clinicId", "failedSince", "id") WHERE ("failedSince" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Conversation_unassigned" ON "Conversation"("clinicId", "lastMessageAt" DESC, "id" DESC) WHERE ("assigneeId" IS NULL AND status = 'open');

-- CreateIndex
CREATE INDEX "Conversation_unknown" ON "Conversation"("clinicId", "lastMessageAt" DESC, "id" DESC) WHERE (kind = 'unknown');

-- CreateIndex
CREATE INDEX "Conversation_snoozed" ON "Conversation"("snoozedUntil") WHERE (status = 'snoozed');

-- CreateIndex
CREATE UNIQUE INDEX "Conversation_clinicId_id_key" ON "Conversation"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Conversation_of_patient" ON "Conversation"("clinicId", "patientId") WHERE (kind = 'patient');

-- CreateIndex
CREATE UNIQUE INDEX "Conversation_of_address" ON "Conversation"("clinicId", "address") WHERE (kind <> 'patient');

-- CreateIndex
CREATE INDEX "Presence_clinicId_conversationId_idx" ON "Presence"("clinicId", "conversationId");

-- CreateIndex
CREATE INDEX "ConversationRead_clinicId_staffId_idx" ON "ConversationRead"("clinicId", "staffId");

-- CreateIndex
CREATE INDEX "Note_clinicId_conversationId_createdAt_idx" ON "Note"("clinicId", "conversationId", "createdAt");

-- CreateIndex
CREATE INDEX "QueueItem_nextAt_idx" ON "QueueItem"("nextAt");

-- CreateIndex
CREATE INDEX "QueueItem_lane_priority_nextAt_messageId_idx" ON "QueueItem"("lane", "priority", "nextAt", "messageId");

-- CreateIndex
CREATE INDEX "WebhookEvent_waiting" ON "WebhookEvent"("kind", "nextAt", "id") WHERE ("processedAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "WebhookEvent_provider_eventId_key" ON "WebhookEvent"("provider", "eventId");

-- CreateIndex
CREATE INDEX "Change_clinicId_xid_id_idx" ON "Change"("clinicId", "xid", "id");

-- CreateIndex
CREATE INDEX "Change_at_idx" ON "Change"("at");

-- CreateIndex
CREATE INDEX "Message_clinicId_patientId_idx" ON "Message"("clinicId", "patientId");

-- CreateIndex
CREATE INDEX "Message_clinicId_status_idx" ON "Message"("clinicId", "status");

-- CreateIndex
CREATE INDEX "Message_clinicId_createdAt_idx" ON "Message"("clinicId", "createdAt");

-- CreateIndex
CREATE INDEX "Message_clinicId_conversationId_createdAt_id_idx" ON "Message"("clinicId", "conversationId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Message_clinicId_createdAt_id_idx" ON "Message"("clinicId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Message_underway" ON "Message"("clinicId", "patientId") WHERE (status = 'PENDING' OR status = 'SCHEDULED');

-- CreateIndex
CREATE INDEX "Message_due" ON "Message"("nextAt") WHERE ("nextAt" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Message_failed" ON "Message"("clinicId", "conversationId") WHERE ((status = 'FAILED' OR status = 'BOUNCED') AND "handledAt" IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Message_clinicId_id_key" ON "Message"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Message_clinicId_channel_inboundRef_key" ON "Message"("clinicId", "channel", "inboundRef");

-- CreateIndex
CREATE UNIQUE INDEX "Message_draft" ON "Message"("conversationId", "createdBy") WHERE (status = 'DRAFT');

-- CreateIndex
CREATE INDEX "MessageDelivery_clinicId_toAddress_claimedAt_idx" ON "MessageDelivery"("clinicId", "toAddress", "claimedAt" DESC);

-- CreateIndex
CREATE INDEX "MessageDelivery_open" ON "MessageDelivery"("claimedAt") WHERE (outcome IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "MessageDelivery_provider_providerMessageId_key" ON "MessageDelivery"("provider", "providerMessageId");

-- CreateIndex
CREATE UNIQUE INDEX "MessageDelivery_messageId_hop_attempt_key" ON "MessageDelivery"("messageId", "hop", "attempt");

-- CreateIndex
CREATE INDEX "Receipt_deliveryId_idx" ON "Receipt"("deliveryId");

-- CreateIndex
CREATE UNIQUE INDEX "Receipt_provider_eventId_key" ON "Receipt"("provider", "eventId");

-- CreateIndex
CREATE INDEX "Decision_messageId_at_idx" ON "Decision"("messageId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Override_messageId_rule_key" ON "Override"("messageId", "rule");

-- CreateIndex
CREATE INDEX "Attachment_clinicId_messageId_idx" ON "Attachment"("clinicId", "messageId");

-- CreateIndex
CREATE INDEX "Patient_clinicId_lastName_firstName_id_idx" ON "Patient"("clinicId", "lastName", "firstName", "id");

-- CreateIndex
CREATE INDEX "Patient_search" ON "Patient" USING GIN ("searchText" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "Patient_clinicId_id_key" ON "Patient"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Patient_clinicId_externalId_key" ON "Patient"("clinicId", "externalId");

-- CreateIndex
CREATE INDEX "ContactPoint_clinicId_kind_value_idx" ON "ContactPoint"("clinicId", "kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "ContactPoint_clinicId_patientId_kind_value_key" ON "ContactPoint"("clinicId", "patientId", "kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "Preference_clinicId_patientId_channel_category_key" ON "Preference"("clinicId", "patientId", "channel", "category");

-- CreateIndex
CREATE INDEX "RelatedPerson_clinicId_patientId_idx" ON "RelatedPerson"("clinicId", "patientId");

-- CreateIndex
CREATE INDEX "Appointment_clinicId_patientId_startsAt_idx" ON "Appointment"("clinicId", "patientId", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "Appointment_clinicId_externalId_key" ON "Appointment"("clinicId", "externalId");

-- CreateIndex
CREATE INDEX "Restriction_clinicId_patientId_idx" ON "Restriction"("clinicId", "patientId");

-- CreateIndex
CREATE INDEX "Restriction_clinicId_conversationId_idx" ON "Restriction"("clinicId", "conversationId");

-- CreateIndex
CREATE INDEX "ContactInstruction_clinicId_patientId_idx" ON "ContactInstruction"("clinicId", "patientId");

-- CreateIndex
CREATE INDEX "PatientMerge_clinicId_intoId_idx" ON "PatientMerge"("clinicId", "intoId");

-- CreateIndex
CREATE INDEX "PatientMerge_clinicId_fromId_idx" ON "PatientMerge"("clinicId", "fromId");

-- CreateIndex
CREATE INDEX "AuditEntry_clinicId_at_id_idx" ON "AuditEntry"("clinicId", "at", "id");

-- CreateIndex
CREATE INDEX "AuditEntry_unsealed" ON "AuditEntry"("clinicId", "id") WHERE (seq IS NULL);

-- CreateIndex
CREATE INDEX "AuditEntry_clinicId_patientId_at_idx" ON "AuditEntry"("clinicId", "patientId", "at");

-- CreateIndex
CREATE INDEX "AuditEntry_clinicId_subjectId_at_idx" ON "AuditEntry"("clinicId", "subjectId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_clinicId_seq_key" ON "AuditEntry"("clinicId", "seq");

-- CreateIndex
CREATE INDEX "Import_clinicId_createdAt_idx" ON "Import"("clinicId", "createdAt");

-- CreateIndex
CREATE INDEX "Import_underway" ON "Import"("status") WHERE (status = 'queued' OR status = 'running');

-- CreateIndex
CREATE UNIQUE INDEX "Staff_email_key" ON "Staff"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Staff_clinicId_id_key" ON "Staff"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Session_staffId_idx" ON "Session"("staffId");

-- CreateIndex
CREATE UNIQUE INDEX "Team_clinicId_name_key" ON "Team"("clinicId", "name");

-- CreateIndex
CREATE INDEX "TeamMember_staffId_idx" ON "TeamMember"("staffId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_hash_key" ON "ApiKey"("hash");

-- CreateIndex
CREATE INDEX "ApiKey_clinicId_idx" ON "ApiKey"("clinicId");

-- CreateIndex
CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");

-- CreateIndex
CREATE INDEX "MessageTemplate_clinicId_category_idx" ON "MessageTemplate"("clinicId", "category");

-- CreateIndex
CREATE UNIQUE INDEX "MessageTemplate_clinicId_name_key" ON "MessageTemplate"("clinicId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "MessageTemplate_clinicId_id_key" ON "MessageTemplate"("clinicId", "id");

-- CreateIndex
CREATE INDEX "TemplateVersion_clinicId_templateId_idx" ON "TemplateVersion"("clinicId", "templateId");

-- CreateIndex
CREATE UNIQUE INDEX "TemplateVersion_templateId_version_language_key" ON "TemplateVersion"("templateId", "version", "language");

-- AddForeignKey
ALTER TABLE "Vendor" ADD CONSTRAINT "Vendor_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sender" ADD CONSTRAINT "Sender_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "Staff"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ConversationRead" ADD CONSTRAINT "ConversationRead_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_clinicId_conversationId_fkey" FOREIGN KEY ("clinicId", "conversationId") REFERENCES "Conversation"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_clinicId_conversationId_fkey" FOREIGN KEY ("clinicId", "conversationId") REFERENCES "Conversation"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "MessageTemplate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_templateVersionId_fkey" FOREIGN KEY ("templateVersionId") REFERENCES "TemplateVersion"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageDelivery" ADD CONSTRAINT "MessageDelivery_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "MessageDelivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Override" ADD CONSTRAINT "Override_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_clinicId_messageId_fkey" FOREIGN KEY ("clinicId", "messageId") REFERENCES "Message"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Preference" ADD CONSTRAINT "Preference_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RelatedPerson" ADD CONSTRAINT "RelatedPerson_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Appointment" ADD CONSTRAINT "Appointment_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactInstruction" ADD CONSTRAINT "ContactInstruction_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Staff" ADD CONSTRAINT "Staff_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Team" ADD CONSTRAINT "Team_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TemplateVersion" ADD CONSTRAINT "TemplateVersion_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "MessageTemplate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Two roles. The owner migrates; the hub works as hub_app, which neither owns a table nor bypasses row-level security.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hub_app') THEN
    CREATE ROLE hub_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO hub_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO hub_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO hub_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hub_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO hub_app;

-- What was recorded stays recorded. Sealing may number and hash an audit entry, nothing else.
REVOKE UPDATE, DELETE ON "Receipt", "Decision", "ConsentEvent", "Override" FROM hub_app;
REVOKE UPDATE, DELETE ON "AuditEntry" FROM hub_app;
GRANT UPDATE ("seq", "hash") ON "AuditEntry" TO hub_app;

-- Row-level security stands under every `where`.
CREATE FUNCTION current_clinic() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.clinic_id', true), '')::uuid;
CREATE FUNCTION at_installation() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('app.installation', true), '') = 'on';

DO $$
DECLARE
  name text;
BEGIN
  FOR name IN
    SELECT c.table_name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.column_name = 'clinicId' AND t.table_type = 'BASE TABLE'
      AND c.table_name NOT IN ('QueueItem', 'Lane', 'WebhookEvent')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_clinic ON %I USING ("clinicId" = current_clinic())', name);
  END LOOP;
  -- What a gate must find before it knows the clinic.
  FOREACH name IN ARRAY ARRAY['Staff', 'Session', 'ApiKey', 'Sender', 'MessageDelivery', 'Import'] LOOP
    EXECUTE format('CREATE POLICY at_installation ON %I USING (at_installation())', name);
  END LOOP;
END $$;
ALTER TABLE "Clinic" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_clinic ON "Clinic" USING ("id" = current_clinic());
CREATE POLICY at_installation ON "Clinic" USING (at_installation());

-- What can never be true.
ALTER TABLE "Message"
  ADD CONSTRAINT message_end_has_reason
    CHECK (status NOT IN ('FAILED', 'BOUNCED', 'CANCELLED') OR reason IS NOT NULL),
  ADD CONSTRAINT message_outbound_has_plan
    CHECK (direction = 'INBOUND' OR status = 'DRAFT' OR cardinality(plan) > 0),
  ADD CONSTRAINT message_hop_in_plan CHECK (hop >= 0 AND hop <= cardinality(plan)),
  ADD CONSTRAINT message_inbound_rests CHECK (direction = 'OUTBOUND' OR "nextAt" IS NULL);
ALTER TABLE "MessageDelivery"
  ADD CONSTRAINT delivery_outcome CHECK (outcome IN ('accepted', 'rejected', 'released')),
  ADD CONSTRAINT delivery_outcome_has_time CHECK ((outcome IS NULL) = ("outcomeAt" IS NULL)),
  ADD CONSTRAINT delivery_hands_off_later CHECK ("handOffBy" > "claimedAt"),
  ADD CONSTRAINT delivery_counts CHECK (attempt > 0 AND segments > 0 AND hop >= 0);
ALTER TABLE "Receipt" ADD CONSTRAINT receipt_kind CHECK (kind IN ('queued', 'sent', 'deferred', 'delivered', 'failed',
  'bounced', 'opened', 'clicked', 'unsubscribed', 'resubscribed', 'complained', 'cancelled'));
ALTER TABLE "Decision"
  ADD CONSTRAINT decision_kind CHECK (kind IN ('allow', 'hold', 'block')),
  ADD CONSTRAINT decision_hold_has_end CHECK (kind <> 'hold' OR until IS NOT NULL);
ALTER TABLE "Restriction" ADD CONSTRAINT restriction_one_target
  CHECK (num_nonnulls("patientId", "conversationId", "messageId", "templateId") = 1);
ALTER TABLE "PatientDay" ADD CONSTRAINT patient_day_not_negative CHECK (used >= 0);
ALTER TABLE "Lane" ADD CONSTRAINT lane_pace CHECK (rate > 0 AND burst >= 1 AND credits <= burst);
ALTER TABLE "Conversation"
  ADD CONSTRAINT conversation_snoozed_until CHECK (status <> 'snoozed' OR "snoozedUntil" IS NOT NULL),
  ADD CONSTRAINT conversation_address CHECK (kind = 'patient' OR address IS NOT NULL);
ALTER TABLE "ContactPoint" ADD CONSTRAINT contact_value CHECK (
  CASE kind WHEN 'phone' THEN value ~ '^\+[1-9][0-9]{6,14}$' WHEN 'email' THEN value = lower(value) AND value LIKE '%_@_%' ELSE value <> '' END);
ALTER TABLE "Staff" ADD CONSTRAINT staff_email_lower CHECK (email = lower(email));
ALTER TABLE "WebhookEvent" ADD CONSTRAINT webhook_kind CHECK (kind IN ('receipt', 'message', 'unknown'));

-- The queue and the days are rewritten all the time: leave room on the page so that updates stay there (HOT).
ALTER TABLE "QueueItem" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE "Lane" SET (fillfactor = 50);
ALTER TABLE "PatientDay" SET (fillfactor = 70);
