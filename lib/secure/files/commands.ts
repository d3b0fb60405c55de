import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import { write } from "@/lib/db/write";
import { AppError, notFound } from "@/lib/errors";
import { readFile } from "@/lib/files/queries";
import { recordChanges } from "@/lib/live/changes";
import { findLink, shutFor } from "@/lib/secure/queries";
import { AGAIN_MS, mayReadAgain } from "@/lib/secure/rules";
import type { FetchFile } from "@/lib/secure/schema";

export interface Fetched {
  bytes: Uint8Array;
  contentType: string;
  filename: string;
}

/**
 * A file behind a link, for the browser that has proved who reads it (or the patient or whoever acts for them, signed in), and as long as that
 * one may read again: half an hour. Every fetch is audited. Throws `not_found` and `conflict` (`closed`: not opened
 * here, or too long ago).
 */
export async function fetchFile(
  ctx: Ctx,
  linkId: string,
  asked: FetchFile,
  signedIn = false,
): Promise<Fetched> {
  const { clinicId } = ctx;
  const file = await write(ctx, async (tx, audit) => {
    const link = await findLink(tx, ctx, linkId);
    if (!link) throw notFound("file");
    const { id: messageId, patientId, conversationId } = link.message;
    const reader = createHash("sha256").update(asked.reader).digest("hex");
    const isOther = ctx.actor.kind === "representative";
    const mayRead = isOther ? !(await shutFor(tx, ctx, link)) : signedIn || mayReadAgain(link, reader);
    const open = link.openedAt && mayRead;
    if (!open || ctx.now.getTime() >= (link.openedAt?.getTime() ?? 0) + AGAIN_MS) {
      throw new AppError("conflict", "This link is closed.", "closed");
    }
    const where = { clinicId, id: asked.fileId, messageId, isLinked: true };
    const found = await tx.attachment.findFirst({
      where,
      select: { filename: true, contentType: true, sha256: true },
    });
    if (!found?.sha256) throw notFound("file");
    audit({ action: "secure.file_fetched", subjectKind: "attachment", subjectId: asked.fileId, patientId });
    await tx.attachment.updateMany({ where: { ...where, fetchedAt: null }, data: { fetchedAt: ctx.now } });
    await recordChanges(tx, ctx, [{ kind: "message", subjectId: messageId, conversationId }]);
    return { ...found, sha256: found.sha256 };
  });
  const bytes = await readFile(ctx, file.sha256);
  if (!bytes) throw notFound("file");
  return { bytes, contentType: file.contentType, filename: file.filename };
}
