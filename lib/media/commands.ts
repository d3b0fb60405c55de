import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import type { Tx } from "@/lib/db/transaction";
import { write } from "@/lib/db/write";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { readFile } from "@/lib/files/queries";
import { recordChanges } from "@/lib/live/changes";
import { codeOf, hashOf, OPEN_MS } from "@/lib/media/link/rules";

/** Prepares the addresses of a text's files, in the transaction that accepts it. They open with its first claim. */
export async function mintMedia(tx: Tx, ctx: Ctx, messageId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { secret } = env();
  const { clinicId, now: createdAt } = ctx;
  await tx.mediaLink.createMany({
    data: ids.map((attachmentId) => ({
      attachmentId,
      clinicId,
      messageId,
      codeHash: hashOf(codeOf(attachmentId, secret)),
      createdAt,
    })),
  });
}

/** Lets vendors fetch these messages' files from this instant on, in the transaction that claims them. */
export async function openMedia(
  tx: Tx,
  ctx: Ctx,
  messageIds: readonly string[],
  claimedAt: Date,
): Promise<void> {
  if (messageIds.length === 0) return;
  await tx.mediaLink.updateMany({
    where: { clinicId: ctx.clinicId, messageId: { in: [...messageIds] } },
    data: { expiresAt: new Date(claimedAt.getTime() + OPEN_MS) },
  });
}

export interface Fetched {
  bytes: Uint8Array;
  /** By its content, as it was checked when it was picked. */
  contentType: string;
}

/**
 * A file of a text for whoever has its address: its vendor. A fetch is audited and told in the timeline; a look (HEAD)
 * is neither. Throws `not_found`, the same for an address that is not open and for a file that is gone.
 */
export async function fetchMedia(ctx: Ctx, attachmentId: string, looks: boolean): Promise<Fetched> {
  const file = looks
    ? await read(ctx, (tx) => openFile(tx, ctx, attachmentId))
    : await write(ctx, async (tx, audit) => {
        const found = await openFile(tx, ctx, attachmentId);
        const { id: subjectId, conversationId, patientId } = found.message;
        audit({
          action: "media.fetched",
          subjectKind: "attachment",
          subjectId: attachmentId,
          patientId,
        });
        await tx.$executeRaw`
          UPDATE "MediaLink" SET fetches = fetches + 1, "fetchedAt" = coalesce("fetchedAt", ${ctx.now})
          WHERE "clinicId" = ${ctx.clinicId}::uuid AND "attachmentId" = ${attachmentId}::uuid`;
        await recordChanges(tx, ctx, [{ kind: "message", subjectId, conversationId }]);
        return found;
      });
  const bytes = file.sha256 ? await readFile(ctx, file.sha256) : null;
  if (!bytes) throw notFound("file");
  return { bytes, contentType: file.contentType };
}

async function openFile(tx: Tx, ctx: Ctx, id: string) {
  const found = await tx.attachment.findFirst({
    where: { clinicId: ctx.clinicId, id, mediaLink: { expiresAt: { gt: ctx.now } } },
    select: {
      sha256: true,
      contentType: true,
      message: { select: { id: true, patientId: true, conversationId: true } },
    },
  });
  if (!found) throw notFound("file");
  return found;
}
