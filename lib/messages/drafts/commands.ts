import { v7 as uuid } from "uuid";
import type { z } from "zod";
import { authorOf, type Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { touch } from "@/lib/db/touch";
import { write } from "@/lib/db/write";
import { notFound } from "@/lib/errors";
import { findDraft } from "@/lib/messages/drafts/queries";
import type { DraftSchema, SaveDraft } from "@/lib/messages/drafts/schema";

type Draft = z.input<typeof DraftSchema>;
type Words = z.input<typeof SaveDraft>;

/**
 * Keeps what someone is writing in a conversation: one draft per writer and conversation, whichever device. Only its
 * beginning is audited, not every pause in typing. Throws `not_found`.
 */
export async function saveDraft(ctx: Ctx, conversationId: string, words: Words): Promise<Draft> {
  const { createdBy } = authorOf(ctx.actor);
  const data = { ...wholeOf(words), updatedAt: ctx.now };
  const kept = await touch(ctx, async (tx) => {
    const where = { clinicId: ctx.clinicId, conversationId, createdBy, status: "DRAFT" as const };
    const { count } = await tx.message.updateMany({ where, data });
    return count > 0 ? findDraft(tx, ctx, conversationId) : null;
  });
  return kept ?? startDraft(ctx, conversationId, words);
}

const wholeOf = ({ channel, subject = "", body, htmlBody = null }: Words) => ({
  channel,
  subject,
  body,
  htmlBody,
});

function startDraft(ctx: Ctx, conversationId: string, given: Words): Promise<Draft> {
  const author = authorOf(ctx.actor);
  const words = wholeOf(given);
  return write(ctx, async (tx, audit) => {
    const conversation = await tx.conversation.findFirst({
      where: { clinicId: ctx.clinicId, id: conversationId },
      select: { patientId: true },
    });
    if (!conversation) throw notFound("conversation");
    const { patientId } = conversation;
    // Two tabs of one writer may begin at once: the later words stay.
    await tx.$executeRaw`
      INSERT INTO "Message" (id, "clinicId", "patientId", "conversationId", channel, subject, body, "htmlBody", direction, status,
        "createdBy", "createdByKind", "createdAt", "updatedAt")
      VALUES (${uuid()}::uuid, ${ctx.clinicId}::uuid, ${patientId}::uuid, ${conversationId}::uuid,
        ${words.channel}::"Channel", ${words.subject}, ${words.body}, ${words.htmlBody}, 'OUTBOUND', 'DRAFT',
        ${author.createdBy}, ${author.createdByKind}::"CreatedByKind", ${ctx.now}, ${ctx.now})
      ON CONFLICT ("conversationId", "createdBy") WHERE status = 'DRAFT' DO UPDATE
        SET channel = excluded.channel, subject = excluded.subject, body = excluded.body, "htmlBody" = excluded."htmlBody",
          "updatedAt" = excluded."updatedAt"`;
    const draft = await findDraft(tx, ctx, conversationId);
    if (!draft) throw new Error("A draft that was just saved is not there.");
    audit({ action: "message.draft_begun", subjectKind: "message", subjectId: draft.id, patientId });
    return draft;
  });
}

/** Drops one's own draft. Dropping none changes nothing. */
export async function dropDraft(ctx: Ctx, conversationId: string): Promise<void> {
  const draft = await read(ctx, (tx) => findDraft(tx, ctx, conversationId));
  if (!draft) return;
  await write(ctx, async (tx, audit) => {
    await tx.message.deleteMany({ where: { clinicId: ctx.clinicId, id: draft.id, status: "DRAFT" } });
    audit({ action: "message.draft_dropped", subjectKind: "message", subjectId: draft.id });
  });
}
