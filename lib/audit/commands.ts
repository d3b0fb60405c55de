import type { Ctx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import { type AuditRecord, write } from "@/lib/db/write";

/** A person who goes on reading is one reading: 5 minutes. */
const SAME_READING_MS = 5 * 60_000;

/** Records that someone read about a patient, at most once per 5 minutes, reader and subject. */
export async function recordOpening(
  ctx: Ctx,
  opening: Pick<AuditRecord, "action" | "subjectKind"> & { subjectId: string; patientId: string | null },
): Promise<void> {
  const { actor } = ctx;
  const actorId = actor.kind === "provider" ? actor.name : actor.kind === "system" ? actor.job : actor.id;
  const since = new Date(ctx.now.getTime() - SAME_READING_MS);
  await touch(ctx, async (tx) => {
    const find = () =>
      tx.auditEntry.findFirst({
        where: {
          clinicId: ctx.clinicId,
          subjectId: opening.subjectId,
          action: opening.action,
          actorKind: actor.kind,
          actorId,
          at: { gt: since },
        },
        select: { id: true },
      });
    if (await find()) return;
    // A screen asks for a thread and its messages at once: the second request waits here and finds the first's entry.
    const reading = `${actorId} ${opening.action} ${opening.subjectId}`;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${reading}, 0))`;
    if (!(await find())) await write(ctx, async (_tx, audit) => audit(opening));
  });
}
