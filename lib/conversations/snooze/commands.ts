import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { recordChanges } from "@/lib/live/changes";

/** Opens the conversations whose snooze is over. Returns how many. */
export async function wakeSnoozed(ctx: Ctx): Promise<number> {
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    audit.fact();
    const woken = await tx.$queryRaw<{ id: string }[]>`
      UPDATE "Conversation" c SET status = 'open', "snoozedUntil" = NULL
      FROM (
        SELECT id FROM "Conversation"
        WHERE "clinicId" = ${clinicId}::uuid AND status = 'snoozed' AND "snoozedUntil" <= ${now}
        ORDER BY id FOR UPDATE SKIP LOCKED) due
      WHERE c.id = due.id RETURNING c.id`;
    await recordChanges(
      tx,
      ctx,
      woken.map(({ id }) => ({ kind: "conversation" as const, subjectId: id, conversationId: id })),
    );
    return woken.length;
  });
}
