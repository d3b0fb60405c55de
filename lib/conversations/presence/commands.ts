import type { z } from "zod";
import { listViewers } from "@/lib/conversations/presence/queries";
import type { Heartbeat, ViewerSchema } from "@/lib/conversations/schema";
import type { Ctx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import { notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";

/** A heartbeat comes every 10 seconds: two may be lost before someone seems to have left. */
const SEEN_MS = 25_000;

/** Someone who pauses this long is not typing. */
const TYPING_MS = 6_000;

/**
 * Tells that a member of staff has the conversation open, and answers who else has. Colleagues' screens hear of it
 * only when it changes something. No record about a patient, so nothing is audited. Throws `not_found`.
 */
export function beat(
  ctx: Ctx,
  conversationId: string,
  sign: z.output<typeof Heartbeat>,
): Promise<{ viewers: z.input<typeof ViewerSchema>[] }> {
  return touch(ctx, async (tx) => {
    const { clinicId, actor, now } = ctx;
    const where = { clinicId, id: conversationId };
    if ((await tx.conversation.count({ where, take: 1 })) === 0) throw notFound("conversation");
    if (actor.kind === "staff") {
      const before = await tx.presence.findFirst({
        where: { clinicId, conversationId, staffId: actor.id, seenUntil: { gt: now } },
      });
      const wasTyping = before?.typingUntil != null && before.typingUntil > now;
      const isTyping = sign.typing && !sign.left;
      const seenUntil = new Date(now.getTime() + (sign.left ? 0 : SEEN_MS));
      const typingUntil = isTyping ? new Date(now.getTime() + TYPING_MS) : null;
      await tx.$executeRaw`
        INSERT INTO "Presence" ("conversationId", "staffId", "clinicId", "seenUntil", "typingUntil")
        VALUES (${conversationId}::uuid, ${actor.id}::uuid, ${clinicId}::uuid, ${seenUntil}, ${typingUntil})
        ON CONFLICT ("conversationId", "staffId") DO UPDATE
          SET "seenUntil" = excluded."seenUntil", "typingUntil" = excluded."typingUntil"`;
      if (!before !== sign.left || wasTyping !== isTyping) {
        await recordChanges(tx, ctx, [{ kind: "presence", subjectId: conversationId, conversationId }]);
      }
    }
    return { viewers: await listViewers(tx, ctx, conversationId) };
  });
}
