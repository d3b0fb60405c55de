import type { z } from "zod";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Json } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { AppError, type FieldProblem, notFound } from "@/lib/errors";
import { normalizePhone } from "@/lib/patients/rules";
import { keywordProblems, ownKeywords } from "@/lib/replies/keywords/rules";
import { getReplies, replyFacts } from "@/lib/replies/settings/queries";
import type { RepliesSettings, RepliesView } from "@/lib/replies/settings/schema";
import { KEYWORDS } from "@/lib/replies/words";

/** E.164 of the number that the words name at night. Throws `invalid`. */
function nurseOf(phone: string | null): string | null {
  if (!phone) return null;
  const { e164, problem } = normalizePhone(phone);
  if (e164) return e164;
  const fields = [{ field: "afterHours.nurse", problem: problem ?? "" }];
  throw new AppError("invalid", "This number cannot be called.", "bad_nurse", { fields });
}

/**
 * Changes what the clinic answers by itself and who is on call; the other settings stay. Throws `invalid` with fields:
 * a phone that cannot get texts, or the same one twice; an answer to STOP, START or HELP without what the law asks.
 */
export async function saveReplies(ctx: Ctx, given: RepliesSettings): Promise<z.input<typeof RepliesView>> {
  const { clinicId, now } = ctx;
  const fields: FieldProblem[] = [];
  const seen = new Set<string>();
  const onCall = given.onCall.map(({ name, phone }, index) => {
    const { e164, problem } = normalizePhone(phone);
    const twice = e164 !== undefined && seen.has(e164) ? "This number is on the list already." : undefined;
    if (problem ?? twice) fields.push({ field: `onCall.${index}.phone`, problem: problem ?? twice ?? "" });
    if (e164) seen.add(e164);
    return { name, phone: e164 ?? phone };
  });
  if (fields.length > 0) {
    throw new AppError("invalid", "One of these numbers cannot get texts.", "bad_on_call", { fields });
  }
  const nurse = nurseOf(given.afterHours.nurse);
  const { name, phone } = await read(ctx, (tx) => replyFacts(tx, ctx));
  const wrong = keywordProblems(given.keywords, KEYWORDS, { clinic: name, phone });
  if (wrong.length > 0) {
    throw new AppError("invalid", "These words would not be a lawful answer.", "bad_words", {
      fields: wrong,
    });
  }
  await write(ctx, async (tx, audit) => {
    const replies: Json = {
      ...given,
      onCall,
      afterHours: { ...given.afterHours, nurse },
      keywords: ownKeywords(given.keywords, KEYWORDS),
    };
    const changed = await tx.$executeRaw`
      UPDATE "Clinic" SET settings = settings || jsonb_build_object('replies', ${JSON.stringify(replies)}::jsonb),
        "updatedAt" = ${now}
      WHERE id = ${clinicId}::uuid`;
    if (changed === 0) throw notFound("clinic");
    const names = Object.keys(given);
    audit({ action: "replies.changed", subjectKind: "clinic", subjectId: clinicId, fields: names });
  });
  return getReplies(ctx);
}
