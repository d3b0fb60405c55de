import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";

/** The message that an answer names, with where it stands. */
export async function findAnchor(tx: Tx, ctx: Ctx, id: string) {
  const anchor = await tx.message.findFirst({
    where: { clinicId: ctx.clinicId, id },
    select: { id: true, conversation: true },
  });
  if (!anchor) throw wrongConversation();
  return anchor;
}

export const wrongConversation = () => {
  const problem = "The message you answer is not in this patient's conversation.";
  return new AppError("invalid", problem, "wrong_conversation", {
    fields: [{ field: "inReplyTo", problem }],
  });
};

/**
 * Throws `conflict` (`newer_message`) when the patient or a colleague wrote after the message the writer had seen.
 * Call it under the conversation's lock.
 */
export async function checkSeen(tx: Tx, ctx: Ctx, conversationId: string, seenId: string): Promise<void> {
  const author = "id" in ctx.actor ? ctx.actor.id : "";
  const newer = await tx.message.findFirst({
    where: {
      clinicId: ctx.clinicId,
      conversationId,
      status: { notIn: ["DRAFT", "CANCELLED"] },
      // An inbound message bears its vendor's time and may come late: ids (UUID v7) tell the order of recording.
      id: { gt: seenId },
      OR: [
        { direction: "INBOUND", isAutomatic: false },
        { createdByKind: "staff", createdBy: { not: author } },
      ],
    },
    orderBy: { id: "desc" },
    select: { id: true, direction: true, createdBy: true },
  });
  if (!newer) return;
  const colleague =
    newer.direction === "OUTBOUND"
      ? await tx.staff.findFirst({
          where: { clinicId: ctx.clinicId, id: newer.createdBy },
          select: { name: true },
        })
      : null;
  const byPatient = newer.direction === "INBOUND";
  const who = byPatient ? "The patient wrote again" : `${colleague?.name ?? "A colleague"} answered`;
  throw new AppError(
    "conflict",
    `${who} while you were typing. Your draft is kept. Read ${byPatient ? "it" : "the answer"} above, then send yours or drop it.`,
    "newer_message",
    { newerMessageId: newer.id, conversationId, by: byPatient ? "patient" : "colleague" },
  );
}
