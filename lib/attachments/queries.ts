import { recordOpening } from "@/lib/audit/commands";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { AppError, notFound } from "@/lib/errors";
import { readFile } from "@/lib/files/queries";

export interface StoredFile {
  bytes: Uint8Array;
  contentType: string;
  filename: string;
}

/**
 * The bytes of an attachment. Opening it is audited. Throws `not_found` (`gone`: the vendor no longer had it, or its bytes
 * are lost here), and `unavailable` while a picture still lies with the vendor or the store does not answer.
 */
export async function getAttachment(ctx: Ctx, id: string): Promise<StoredFile> {
  const found = await read(ctx, (tx) =>
    tx.attachment.findFirst({
      where: { clinicId: ctx.clinicId, id },
      include: { message: { select: { patientId: true } } },
    }),
  );
  if (!found) throw notFound("attachment");
  const content = found.sha256 ? await readFile(ctx, found.sha256) : null;
  if (!content && (found.vendorUrl === null || found.sha256 !== null)) {
    throw new AppError("not_found", "This file is not available any more.", "gone");
  }
  if (!content) {
    throw new AppError(
      "unavailable",
      "We are still fetching this file. Try again in a minute.",
      "not_fetched",
      {
        retryAfterSeconds: 60,
      },
    );
  }
  await recordOpening(ctx, {
    action: "attachment.opened",
    subjectKind: "attachment",
    subjectId: id,
    patientId: found.message.patientId,
  });
  return { bytes: content, contentType: found.contentType, filename: found.filename };
}
