import { v7 as uuid } from "uuid";
import { checkFile } from "@/lib/attachments/outgoing/rules";
import type { UploadView } from "@/lib/attachments/outgoing/schema";
import { authorOf, type Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { AppError } from "@/lib/errors";
import { keepFile } from "@/lib/files/commands";

/**
 * Keeps a file that somebody picked until a message takes it (a day at most). Throws `invalid`: `empty`, `too_large`,
 * `type` (its content is of a kind that is not sent) or `name` (its ending says another kind).
 */
export async function upload(ctx: Ctx, given: { name: string; bytes: Uint8Array }): Promise<UploadView> {
  const checked = checkFile(given.bytes, given.name);
  if (checked.kind === "refused") {
    const fields = [{ field: "file", problem: checked.words }];
    throw new AppError("invalid", checked.words, checked.reason, { fields });
  }
  const { contentType, filename } = checked;
  return write(ctx, async (tx, audit) => {
    const sha256 = await keepFile(tx, ctx, { bytes: given.bytes, contentType });
    const id = uuid();
    const size = given.bytes.byteLength;
    const { createdBy } = authorOf(ctx.actor);
    const { clinicId, now: createdAt } = ctx;
    await tx.upload.create({
      data: { id, clinicId, sha256, filename, contentType, size, createdBy, createdAt },
    });
    audit({ action: "attachment.uploaded", subjectKind: "attachment", subjectId: id });
    return { id, filename, contentType, size };
  });
}
