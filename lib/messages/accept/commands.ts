import { v7 as uuid } from "uuid";
import type { FallbackChoice } from "@/lib/clinics/schema";
import { authorOf, type Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import type { Audit } from "@/lib/db/write";
import type { Folded, StoredDecision } from "@/lib/delivery/save/commands";
import { nextAtOf } from "@/lib/delivery/save/rules";
import type { Content } from "@/lib/delivery/schema";
import { foldNew } from "@/lib/delivery/settle/commands";
import { mintShortLinks } from "@/lib/links/commands";
import { recordChanges } from "@/lib/live/changes";
import type { WallTimeRead } from "@/lib/messages/planned/schema";
import { leavingWords, type Privacy, usefulUntil } from "@/lib/messages/privacy/queries";
import type { Home } from "@/lib/messages/thread/commands";
import { touchConversation } from "@/lib/messages/thread/refresh/commands";
import { mintLinks } from "@/lib/secure/commands";
import type { Prisma } from "@/prisma/generated/client";
import type { Category, Channel, Priority } from "@/prisma/generated/enums";

export interface Acceptance {
  patientId: string;
  home: Home;
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

/** A message as it was just taken in: its row, and the answers of the one decision, oldest first. */
export interface Accepted {
  id: string;
  row: Prisma.MessageGetPayload<object>;
  decisions: StoredDecision[];
}

/**
 * Takes a message in: the row with its final words, the conversation's last words and the first decision, in the
 * caller's transaction and under the conversation's lock. The engine wakes after commit.
 */
export async function accept(tx: Tx, ctx: Ctx, audit: Audit, asked: Acceptance): Promise<Accepted> {
  const { home, plan, content, metadata, basis, scheduledFor, privacy, keepWords, action, to, ...rest } =
    asked;
  const { fallbackMinutes, ...columns } = rest;
  const id = uuid();
  const channel = plan[0] ?? "SMS";
  const shown = wordsFor(content, channel);
  const author = authorOf(ctx.actor);
  const row = await tx.message.create({
    data: {
      ...columns,
      ...author,
      id,
      clinicId: ctx.clinicId,
      conversationId: home.id,
      channel,
      plan,
      subject: shown.subject,
      body: shown.body,
      htmlBody: shown.htmlBody,
      content: leavingWords(content, privacy) as Prisma.InputJsonObject,
      expiresAt: usefulUntil(asked.expiresAt, privacy),
      direction: "OUTBOUND",
      status: "PENDING",
      // An answer to a shared phone goes to that phone, whatever else the patient has.
      toAddress: to ?? home.address,
      ...(metadata ? { metadata } : {}),
      ...(basis ? { basis } : {}),
      ...(scheduledFor ? { scheduledFor } : {}),
      ...(fallbackMinutes ? { fallbackMinutes } : {}),
      createdAt: ctx.now,
      updatedAt: ctx.now,
    },
  });
  if (privacy.hidden) await mintLinks(tx, ctx, id, privacy.hidden);
  await mintShortLinks(tx, ctx, [{ ...privacy.short, messageId: id, scheduledAt: asked.scheduledAt }]);
  if (keepWords) await keepOpen(tx, ctx, audit, { id, patientId: asked.patientId, reason: keepWords });
  const answers = author.createdByKind === "staff" || asked.inReplyToId !== null;
  const last = { id, patientId: asked.patientId, channel, body: shown.body, answers };
  const touched = asked.isAutomatic ? null : touchConversation(tx, ctx, home.id, last);
  audit({ action, subjectKind: "message", subjectId: id, patientId: asked.patientId, fields: plan });
  const told = recordChanges(tx, ctx, [
    { kind: "message", subjectId: id, conversationId: home.id },
    { kind: "conversation", subjectId: home.id, conversationId: home.id },
  ]);
  const [{ folded, decisions }] = await Promise.all([foldNew(tx, ctx, [id]), touched, told]);
  return { id, row: settled(row, folded[0], ctx.now), decisions };
}

/** The row as the first decision has left it. */
function settled(row: Accepted["row"], folded: Folded | undefined, now: Date): Accepted["row"] {
  if (!folded) return row;
  const { status, reason, hop, sentAt, deliveredAt } = folded.next;
  const nextAt = nextAtOf(folded.next, row.nextAt, now);
  return { ...row, status, reason, hop, channel: row.plan[hop] ?? row.channel, nextAt, sentAt, deliveredAt };
}

/** A person says why private words must stay: kept with the message, and audited. */
async function keepOpen(
  tx: Tx,
  ctx: Ctx,
  audit: Audit,
  { id, patientId, reason }: { id: string; patientId: string; reason: string },
): Promise<void> {
  if (ctx.actor.kind !== "staff") return;
  const { clinicId, now: createdAt } = ctx;
  const row = {
    id: uuid(),
    clinicId,
    messageId: id,
    rule: "phi",
    reason,
    createdBy: ctx.actor.id,
    createdAt,
  };
  await tx.override.create({ data: row });
  audit({ action: "message.words_kept", subjectKind: "message", subjectId: id, patientId, reason });
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
