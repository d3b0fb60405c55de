import type { FallbackChoice } from "@/lib/clinics/schema";
import type { Tx } from "@/lib/db/transaction";
import { type Stored, storedOf } from "@/lib/delivery/history/queries";
import type { Content } from "@/lib/delivery/schema";
import type { Beside } from "@/lib/delivery/settle/commands";
import type { WallTimeRead } from "@/lib/messages/planned/schema";
import type { Privacy } from "@/lib/messages/privacy/queries";
import { Prisma } from "@/prisma/generated/client";
import type { Category, Channel, CreatedByKind, Priority } from "@/prisma/generated/enums";

/** A stored message, every column of it. */
export type MessageRow = Prisma.MessageGetPayload<object>;

export interface Acceptance {
  patientId: string;
  /** The conversation it stands in; an address: the shared or unknown one that the conversation belongs to. */
  home: { id: string; address: string | null };
  /** The clinic and the patient, where they were read already. */
  beside?: Beside;
  plan: Channel[];
  content: Content;
  category: Category;
  priority: Priority;
  templateId: string | null;
  templateVersionId: string | null;
  scheduledAt: Date | null;
  /** How a wall-clock time was read; null: planned at an instant, or not at all. */
  scheduledFor?: WallTimeRead | null;
  fallbackOnHold?: boolean;
  fallbackMinutes?: FallbackChoice | null;
  /** What our records said where the words are a template's. */
  basis?: Record<string, string> | null;
  expiresAt: Date | null;
  tags: string[];
  metadata: Prisma.InputJsonObject | null;
  inReplyToId: string | null;
  /** The hub's own answer (lib/replies): it answers nobody's wait and is nobody's last word. */
  isAutomatic?: boolean;
  /** The one address it may go to; not given: the thread's. */
  to?: string;
  /** What stands open in the words and what went behind a link (lib/messages/privacy). */
  privacy: Privacy;
  /** Why private words must stay open, as the writer says; only in a message to one person. */
  keepWords?: string | null;
  /** noun.verb for the audit, for example `message.sent`. */
  action: string;
}

interface Given {
  id: string;
  clinicId: string;
  author: { createdBy: string; createdByKind: CreatedByKind };
  /** The words as they leave. */
  content: Content;
  expiresAt: Date | null;
  now: Date;
}

/** The row of a message that has just been asked for: nothing of it is decided yet. */
export function rowOf(asked: Acceptance, { content, author, now, ...given }: Given): MessageRow {
  const channel = asked.plan[0] ?? "SMS";
  return {
    ...given,
    ...author,
    ...wordsFor(asked.content, channel),
    patientId: asked.patientId,
    conversationId: asked.home.id,
    channel,
    plan: asked.plan,
    content: content as Prisma.JsonObject,
    direction: "OUTBOUND",
    status: "PENDING",
    category: asked.category,
    priority: asked.priority,
    templateId: asked.templateId,
    templateVersionId: asked.templateVersionId,
    scheduledAt: asked.scheduledAt,
    scheduledFor: asked.scheduledFor ? { ...asked.scheduledFor } : null,
    fallbackOnHold: asked.fallbackOnHold ?? false,
    fallbackMinutes: asked.fallbackMinutes ?? null,
    basis: asked.basis ?? null,
    tags: asked.tags,
    metadata: asked.metadata as Prisma.JsonObject | null,
    inReplyToId: asked.inReplyToId,
    isAutomatic: asked.isAutomatic ?? false,
    // An answer to a shared phone goes to that phone, whatever else the patient has.
    toAddress: asked.to ?? asked.home.address,
    hop: 0,
    createdAt: now,
    updatedAt: now,
    ...NOTHING_YET,
  };
}

const NOTHING_YET = {
  quoted: null,
  reason: null,
  sentAt: null,
  deliveredAt: null,
  nextAt: null,
  cancelledAt: null,
  cancelledBy: null,
  handledAt: null,
  fromAddress: null,
  inboundRef: null,
  guessedFrom: null,
  filedBy: null,
};

/** The same row to the engine, in the thread where it will stand. A shared phone's thread binds it to that phone. */
export function newlyStored(row: MessageRow, home: Acceptance["home"]): Stored {
  return storedOf({
    ...row,
    content: row.content as Content,
    basis: row.basis as Record<string, string> | null,
    fallbackMinutes: row.fallbackMinutes as FallbackChoice | null,
    toAddress: home.address ?? row.toAddress,
    isBound: home.address !== null,
  });
}

/** The words a thread shows for a channel. */
function wordsFor(content: Content, channel: Channel) {
  const none = { subject: null, htmlBody: null };
  switch (channel) {
    case "EMAIL":
      return {
        subject: content.EMAIL?.subject ?? null,
        body: content.EMAIL?.body ?? "",
        htmlBody: content.EMAIL?.htmlBody ?? null,
      };
    case "PUSH":
      return { ...none, body: content.PUSH?.body ?? "" };
    case "SMS":
    case "IN_APP":
      return { ...none, body: content[channel]?.body ?? "" };
  }
}

const COLUMNS = Prisma.raw(
  Object.values(Prisma.MessageScalarFieldEnum)
    .map((name) => `"${name}"`)
    .join(", "),
);

/** Stores it in one statement that needs no answer before the next ones leave. */
export function insertMessage(tx: Tx, row: MessageRow): Promise<unknown> {
  return tx.$executeRaw`
    INSERT INTO "Message" (${COLUMNS})
    SELECT ${COLUMNS} FROM jsonb_populate_record(NULL::"Message", ${JSON.stringify(row)}::jsonb)`;
}
