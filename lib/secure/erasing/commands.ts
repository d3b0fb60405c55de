import { getPolicy } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { write } from "@/lib/db/write";
import { recordChanges } from "@/lib/live/changes";
import { Prisma } from "@/prisma/generated/client";

const DAY_MS = 86_400_000;
const BATCH = 200;

interface Old {
  id: string;
  messageId: string;
  patientId: string;
  conversationId: string;
}

/**
 * Background job: removes the words behind links that were opened, or ran out, so many days ago (`secureDays` of the
 * clinic's rules). The message keeps them for staff; each removal is audited and told in the story. Returns how many.
 */
export async function eraseOpened(ctx: Ctx): Promise<number> {
  const { secureDays } = await getPolicy(ctx);
  const before = new Date(ctx.now.getTime() - secureDays * DAY_MS);
  let total = 0;
  for (let erased = BATCH; erased === BATCH; total += erased) erased = await eraseBatch(ctx, before);
  return total;
}

async function eraseBatch(ctx: Ctx, before: Date): Promise<number> {
  const { clinicId, now } = ctx;
  const due = await read(ctx, (tx) => tx.$queryRaw<{ id: string }[]>`${OLD(clinicId, before)}`);
  if (due.length === 0) return 0;
  return write(ctx, async (tx, audit) => {
    // Somebody may open one this moment: under its lock it is looked at once more.
    const rows = await tx.$queryRaw<Old[]>`
      WITH old AS (${OLD(clinicId, before)} FOR UPDATE SKIP LOCKED)
      UPDATE "SecureMessage" s SET body = '', subject = NULL, "erasedAt" = ${now}
      FROM old, "Message" m
      WHERE s.id = old.id AND s."clinicId" = ${clinicId}::uuid AND m."clinicId" = s."clinicId" AND m.id = s."messageId"
      RETURNING s.id, m.id AS "messageId", m."patientId", m."conversationId"`;
    audit.fact();
    for (const { messageId, patientId } of rows) {
      audit({ action: "secure.words_removed", subjectKind: "message", subjectId: messageId, patientId });
    }
    await recordChanges(
      tx,
      ctx,
      rows.map(({ messageId: subjectId, conversationId }) => ({
        kind: "message",
        subjectId,
        conversationId,
      })),
    );
    return rows.length;
  });
}

/** An opening or an end so long ago has a beginning before it: the partial index on `createdAt` finds them. */
const OLD = (clinicId: string, before: Date) => Prisma.sql`
  SELECT id FROM "SecureMessage"
  WHERE "clinicId" = ${clinicId}::uuid AND "erasedAt" IS NULL AND NOT "filesOnly" AND "createdAt" <= ${before}
    AND ("openedAt" <= ${before} OR "expiresAt" <= ${before})
  ORDER BY "createdAt" LIMIT ${BATCH}`;
