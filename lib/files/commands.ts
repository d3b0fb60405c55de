import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import type { Tx } from "@/lib/db/transaction";
import type { FilePlace } from "@/prisma/generated/enums";

/** A picked file that no message took within this time is forgotten: a day. */
const UNSENT_MS = 24 * 3_600_000;

/**
 * Keeps the bytes of a file once per clinic, in the caller's transaction, and answers their SHA-256. They begin in the
 * database, with whatever names them; a job carries them to where they are to lie (lib/files/moving).
 */
export async function keepFile(
  tx: Tx,
  ctx: Ctx,
  file: { bytes: Uint8Array; contentType: string },
): Promise<string> {
  const { clinicId, now: createdAt } = ctx;
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  const size = file.bytes.byteLength;
  const content = Buffer.from(file.bytes);
  const same = { clinicId, sha256 };
  if ((await tx.storedFile.count({ where: same, take: 1 })) === 0) {
    // Two people may pick the same file at once: the second insert finds the first one's.
    await tx.storedFile.createMany({
      data: [{ ...same, size, contentType: file.contentType, place: "database", content, createdAt }],
      skipDuplicates: true,
    });
  }
  // What nobody names yet is pruned by its age. Touching it, seldom, keeps the tidying away until the caller has named it.
  const old = new Date(createdAt.getTime() - UNSENT_MS / 2);
  await tx.storedFile.updateMany({ where: { ...same, createdAt: { lt: old } }, data: { createdAt } });
  return sha256;
}

/** Background job: forgets uploads that were never sent, and the bytes that nothing names any more. */
export async function pruneFiles(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now.getTime() - UNSENT_MS);
  await touch(ctx, async (tx) => {
    await tx.upload.deleteMany({ where: { clinicId: ctx.clinicId, createdAt: { lt: before } } });
    const gone = await tx.$queryRaw<{ key: string | null; place: FilePlace }[]>`
      DELETE FROM "StoredFile" f WHERE f."clinicId" = ${ctx.clinicId}::uuid AND f."createdAt" < ${before}
        AND NOT EXISTS (SELECT FROM "Upload" u WHERE u."clinicId" = f."clinicId" AND u.sha256 = f.sha256)
        AND NOT EXISTS (SELECT FROM "Attachment" a WHERE a."clinicId" = f."clinicId" AND a.sha256 = f.sha256)
        AND NOT EXISTS (SELECT FROM "MailStyle" s WHERE s."clinicId" = f."clinicId" AND s."logoSha256" = f.sha256)
      RETURNING f.key, f.place::text AS place`;
    for (const { key, place } of gone) if (key) await removeAt(tx, ctx, { key, place, dueAt: ctx.now });
  });
}

/** Notes that bytes at a store are to be removed from then on. */
export async function removeAt(
  tx: Tx,
  { clinicId }: Ctx,
  removal: { key: string; place: FilePlace; dueAt: Date },
): Promise<void> {
  await tx.fileRemoval.create({ data: { clinicId, ...removal } });
}
