import { DateTime } from "luxon";
import { nextClosedDays } from "@/lib/clinics/opening/rules";
import { OpeningSettings, type OpeningView } from "@/lib/clinics/opening/schema";
import { getClinic } from "@/lib/clinics/queries";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { versionOf } from "@/lib/db/version";
import { notFound } from "@/lib/errors";

const MOST_SHOWN = 12;

/** When the clinic is open and on which days it is closed, in the caller's transaction. Throws `not_found`. */
export async function findOpening(tx: Tx, ctx: Ctx): Promise<OpeningSettings> {
  const row = await tx.clinic.findUnique({ where: { id: ctx.clinicId }, select: { settings: true } });
  if (!row) throw notFound("clinic");
  return OpeningSettings.parse(row.settings ?? {});
}

/** The same for the settings screen, with the next closed days. */
export function getOpening(ctx: Ctx): Promise<OpeningView> {
  return read(ctx, async (tx) => {
    const [settings, { timeZone }] = [await findOpening(tx, ctx), await getClinic(ctx)];
    const today = DateTime.fromJSDate(ctx.now, { zone: timeZone }).toFormat("yyyy-MM-dd");
    const next = nextClosedDays(settings.closed, today, MOST_SHOWN);
    return { settings, timeZone, next, version: versionOf(settings) };
  });
}
