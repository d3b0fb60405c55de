import type { z } from "zod";
import { policyOf } from "@/lib/clinics/schema";
import type { Ctx } from "@/lib/ctx";
import { afterCommit, type Json, type Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { versionOf } from "@/lib/policy/queries";
import { changeLine, changesOf, readPolicy } from "@/lib/policy/rules";
import type { PolicySchema, SavePolicy } from "@/lib/policy/schema";

/** The clock reads the queue itself; it is told of no more than these. */
const MOST_WOKEN = 1_000;

/** What waits for one of these may go sooner, or later, by other rules. */
const ASKED_AGAIN = ["quiet_hours", "daily_cap", "household_cap"];

/**
 * Changes the clinic's rules; what waits for hours or caps is asked again at once. The audit keeps each setting with
 * its value before and after. Throws `conflict` (`stale`: somebody changed them meanwhile) and `invalid` with fields.
 */
export function savePolicy(
  ctx: Ctx,
  { policy: given, version }: SavePolicy,
): Promise<z.input<typeof PolicySchema>> {
  const { clinicId, now } = ctx;
  return write(ctx, async (tx, audit) => {
    const [row] = await tx.$queryRaw<{ settings: Record<string, unknown> | null }[]>`
      SELECT settings FROM "Clinic" WHERE id = ${clinicId}::uuid FOR UPDATE`;
    if (!row) throw notFound("clinic");
    const before = policyOf(row.settings);
    if (versionOf(before) !== version) {
      const words =
        "Someone changed these rules meanwhile. Nothing of yours was saved: look at theirs first.";
      throw new AppError("conflict", words, "stale");
    }
    const { policy: after, problems } = readPolicy(before, given);
    if (problems)
      throw new AppError("invalid", "These rules cannot be saved.", "bad_policy", { fields: problems });
    const chosen = Object.keys(given).map((name) => [name, after[name as keyof typeof after]]);
    // Other parts of the settings (opening hours, wordings) are not this command's and stay.
    const settings = { ...row.settings, ...Object.fromEntries(chosen) } as Json;
    await tx.clinic.update({ where: { id: clinicId }, data: { settings, updatedAt: now } });
    const fields = changesOf(before, after).map(changeLine);
    audit({ action: "policy.changed", subjectKind: "clinic", subjectId: clinicId, fields });
    await recordChanges(tx, ctx, [{ kind: "engine", subjectId: clinicId }]);
    const woken = await makeDue(tx, ctx);
    if (woken.length > 0) afterCommit(() => ctx.ports.wake(woken.slice(0, MOST_WOKEN)));
    return { policy: after, version: versionOf(after) };
  });
}

async function makeDue(tx: Tx, ctx: Ctx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH held AS (
      SELECT id FROM "Message"
      WHERE "clinicId" = ${ctx.clinicId}::uuid AND status = 'SCHEDULED' AND reason = ANY(${ASKED_AGAIN}::text[])
      ORDER BY id FOR UPDATE),
    due AS (
      UPDATE "Message" m SET "nextAt" = ${ctx.now} FROM held WHERE m.id = held.id RETURNING m.id)
    UPDATE "QueueItem" q SET "nextAt" = ${ctx.now}, "leasedUntil" = NULL
    FROM due WHERE q."messageId" = due.id RETURNING q."messageId" AS id`;
  return rows.map((row) => row.id);
}
