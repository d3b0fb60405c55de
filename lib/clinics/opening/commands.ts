import { findOpening, getOpening } from "@/lib/clinics/opening/queries";
import type { OpeningView, SaveOpening } from "@/lib/clinics/opening/schema";
import type { Ctx } from "@/lib/ctx";
import { checkVersion, versionOf } from "@/lib/db/version";
import { write } from "@/lib/db/write";
import { notFound } from "@/lib/errors";
import { recordChanges } from "@/lib/live/changes";

/**
 * Changes when the clinic is open and on which days it is closed; its other settings stay. Throws `conflict` (`stale`:
 * somebody changed it meanwhile).
 */
export async function saveOpening(ctx: Ctx, { version, ...given }: SaveOpening): Promise<OpeningView> {
  const { clinicId, now } = ctx;
  const days = given.closed.days.toSorted((a, b) => a.date.localeCompare(b.date));
  const settings = JSON.stringify({ ...given, closed: { ...given.closed, days } });
  await write(ctx, async (tx, audit) => {
    const locked = await tx.$queryRaw<
      unknown[]
    >`SELECT 1 FROM "Clinic" WHERE id = ${clinicId}::uuid FOR UPDATE`;
    if (locked.length === 0) throw notFound("clinic");
    checkVersion(version, versionOf(await findOpening(tx, ctx)), "these hours");
    await tx.$executeRaw`
      UPDATE "Clinic" SET settings = settings || ${settings}::jsonb, "updatedAt" = ${now} WHERE id = ${clinicId}::uuid`;
    const fields = Object.keys(given);
    audit({ action: "opening.changed", subjectKind: "clinic", subjectId: clinicId, fields });
    await recordChanges(tx, ctx, [{ kind: "engine", subjectId: clinicId }]);
  });
  return getOpening(ctx);
}
