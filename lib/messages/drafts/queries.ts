import type { z } from "zod";
import { authorOf, type Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import type { DraftSchema } from "@/lib/messages/drafts/schema";

type Draft = z.input<typeof DraftSchema>;

/** One's own draft in a conversation, or null. Throws `not_found` for another clinic's conversation. */
export function getDraft(ctx: Ctx, conversationId: string): Promise<{ draft: Draft | null }> {
  return read(ctx, async (tx) => {
    const where = { clinicId: ctx.clinicId, id: conversationId };
    if ((await tx.conversation.count({ where, take: 1 })) === 0) throw notFound("conversation");
    return { draft: await findDraft(tx, ctx, conversationId) };
  });
}

export async function findDraft(tx: Tx, ctx: Ctx, conversationId: string): Promise<Draft | null> {
  const { createdBy } = authorOf(ctx.actor);
  const row = await tx.message.findFirst({
    where: { clinicId: ctx.clinicId, conversationId, createdBy, status: "DRAFT" },
    select: { id: true, channel: true, subject: true, body: true, htmlBody: true, updatedAt: true },
  });
  return row && { ...row, subject: row.subject ?? "" };
}
