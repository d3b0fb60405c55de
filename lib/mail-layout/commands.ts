import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { AppError } from "@/lib/errors";
import { MOST_LOGO_BYTES, type SaveMailStyle } from "@/lib/mail-layout/schema";

/**
 * How the clinic's mail looks from now on. Throws `invalid`: `logo` (no PNG or JPEG of at most 150 kB) and `conflict`
 * (`reply_to_taken`: another clinic's answers go there).
 */
export async function saveMailStyle(ctx: Ctx, given: SaveMailStyle): Promise<void> {
  const { clinicId, now: updatedAt } = ctx;
  await write(ctx, async (tx, audit) => {
    const logo = given.logoId
      ? await tx.upload.findFirst({
          where: { clinicId, id: given.logoId },
          select: { sha256: true, contentType: true, size: true },
        })
      : null;
    if (given.logoId && !(logo && isLogo(logo))) {
      const problem = "A logo is a PNG or JPEG picture of at most 150 kB.";
      throw new AppError("invalid", problem, "logo", { fields: [{ field: "logoId", problem }] });
    }
    const { color, postalAddress, replyTo, logoId } = given;
    const chosen = logoId === undefined ? {} : { logoSha256: logo?.sha256 ?? null };
    const data = { color, postalAddress, replyTo, updatedAt, ...chosen };
    // The unique index knows all clinics; row-level security shows only this one's.
    await tx.mailStyle
      .upsert({ where: { clinicId }, create: { clinicId, ...data }, update: data })
      .catch((error: unknown) => {
        throw (error as { code?: unknown }).code === "P2002" ? replyTaken() : error;
      });
    audit({
      action: "settings.mail_changed",
      subjectKind: "clinic",
      subjectId: clinicId,
      fields: Object.keys(data),
    });
  });
}

const isLogo = ({ contentType, size }: { contentType: string; size: number }) =>
  ["image/png", "image/jpeg"].includes(contentType) && size <= MOST_LOGO_BYTES;

function replyTaken(): AppError {
  const problem = "Another clinic's answers go to this address.";
  return new AppError("conflict", problem, "reply_to_taken", { fields: [{ field: "replyTo", problem }] });
}
