import type { z } from "zod";
import { isOpen } from "@/lib/clinics/opening/rules";
import { OpeningSettings } from "@/lib/clinics/opening/schema";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { domesticPhone } from "@/lib/mail-layout/rules";
import { closedSince, nextOpening, opensWords } from "@/lib/replies/after-hours/rules";
import { fill } from "@/lib/replies/rules";
import { RepliesSettings, type RepliesView } from "@/lib/replies/settings/schema";
import { EMERGENCY, KEYWORDS } from "@/lib/replies/words";

/** What the hub's own answers are made of, as of now. */
export interface ReplyFacts {
  name: string;
  /** As a text says it: phones make a link of "303-555-0100". Null: the clinic has none. */
  phone: string | null;
  /** The on-call nurse's number, as people read it; null: the clinic has none. */
  nurse: string | null;
  timeZone: string;
  open: boolean;
  /** When the clinic closed; null while it is open. */
  closedSince: Date | null;
  opens: { en: string; es: string };
  settings: RepliesSettings;
}

/** Reads the clinic's part in an answer, in the caller's transaction. Throws `not_found`. */
export async function replyFacts(tx: Tx, ctx: Ctx): Promise<ReplyFacts> {
  const [row] = await tx.$queryRaw<
    { name: string; phone: string | null; timeZone: string; settings: Record<string, unknown> }[]
  >`SELECT name, phone, "timeZone", settings FROM "Clinic" WHERE id = ${ctx.clinicId}::uuid`;
  if (!row) throw notFound("clinic");
  const opening = OpeningSettings.parse(row.settings ?? {});
  const { name, phone, timeZone } = row;
  const settings = RepliesSettings.parse(row.settings?.replies ?? {});
  const next = nextOpening(opening, timeZone, ctx.now);
  return {
    name,
    phone: phone && domesticPhone(phone),
    nurse: settings.afterHours.nurse && domesticPhone(settings.afterHours.nurse),
    timeZone,
    open: isOpen(opening, timeZone, ctx.now),
    closedSince: closedSince(opening, timeZone, ctx.now),
    opens: { en: opensWords(next, timeZone, ctx.now, "en"), es: opensWords(next, timeZone, ctx.now, "es") },
    settings,
  };
}

/** The clinic's own answers for the settings screen. */
export function getReplies(ctx: Ctx): Promise<z.input<typeof RepliesView>> {
  return read(ctx, async (tx) => {
    const { name, phone, opens, settings } = await replyFacts(tx, ctx);
    const emergency = {
      en: fill(EMERGENCY.en, { clinic: name }),
      es: fill(EMERGENCY.es, { clinic: name }),
    };
    return { settings, clinic: { name, phone }, opens, standard: KEYWORDS, emergency };
  });
}
