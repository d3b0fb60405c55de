import type { z } from "zod";
import { policyOf } from "@/lib/clinics/schema";
import type { Ctx } from "@/lib/ctx";
import type { Json } from "@/lib/db/transaction";
import { checkVersion, versionOf } from "@/lib/db/version";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";
import { changeLine, changesOf, readPolicy } from "@/lib/policy/rules";
import type { PolicySchema, SavePolicy } from "@/lib/policy/schema";
import { wakeHeldBy } from "@/lib/waking/commands";

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
    checkVersion(version, versionOf(before), "these rules");
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
    await wakeHeldBy(tx, ctx, ASKED_AGAIN);
    return { policy: after, version: versionOf(after) };
  });
}
