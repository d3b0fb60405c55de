import { v7 as uuid } from "uuid";
import { authorOf, type Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { checkVersion } from "@/lib/db/version";
import { write } from "@/lib/db/write";
import { lockUnderway } from "@/lib/deaths/underway/commands";
import { settle } from "@/lib/delivery/commands";
import { recordChanges } from "@/lib/live/changes";
import { refreshConversation } from "@/lib/messages/thread/refresh/commands";
import { findHolder, findLabels, type Target } from "@/lib/restrictions/queries";
import type { Labels, SetLabels } from "@/lib/restrictions/schema";

/**
 * Says what is restricted about a patient or one conversation. The lists lose or regain the last words in the same
 * transaction, and what waits for the patient is decided again at once. Throws `not_found` and `conflict` (`stale`).
 */
export function setLabels(ctx: Ctx, target: Target, { labels, reason, version }: SetLabels): Promise<Labels> {
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    const patientId = await findHolder(tx, ctx, target);
    const underway = await lockUnderway(tx, ctx, patientId);
    const threads = await lockThreads(tx, ctx, target);
    const wanted = [...new Set(labels)];
    const stands = await findLabels(tx, ctx, target);
    checkVersion(version, stands.version, "these labels");
    const known = stands.labels;
    await tx.restriction.deleteMany({ where: { clinicId, ...target, label: { notIn: wanted } } });
    const { createdBy } = authorOf(ctx.actor);
    await tx.restriction.createMany({
      data: wanted
        .filter((label) => !known.includes(label))
        .map((label) => ({
          ...target,
          id: uuid(),
          clinicId,
          label,
          reason: reason ?? null,
          createdBy,
          createdAt: now,
        })),
    });
    const [subjectKind, subjectId] =
      "patientId" in target
        ? (["patient", target.patientId] as const)
        : (["conversation", target.conversationId] as const);
    const why = reason ? { reason } : {};
    audit({ action: `${subjectKind}.labels_set`, subjectKind, subjectId, patientId, fields: wanted, ...why });
    await settle(tx, ctx, underway);
    for (const id of threads) await refreshConversation(tx, ctx, id);
    await recordChanges(tx, ctx, [
      { kind: "patient", subjectId: patientId },
      ...threads.map((id) => ({ kind: "conversation" as const, subjectId: id, conversationId: id })),
    ]);
    return findLabels(tx, ctx, target);
  });
}

/** Two who label at once write one after the other; a message that comes in meanwhile waits. */
async function lockThreads(tx: Tx, { clinicId }: Ctx, target: Target): Promise<string[]> {
  const [patientId, id] = "patientId" in target ? [target.patientId, null] : [null, target.conversationId];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Conversation"
    WHERE "clinicId" = ${clinicId}::uuid AND ("patientId" = ${patientId}::uuid OR id = ${id}::uuid)
    ORDER BY id FOR UPDATE`;
  return rows.map((row) => row.id);
}
