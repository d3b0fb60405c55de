import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Ctx } from "@/lib/ctx";
import { touch } from "@/lib/db/touch";
import type { Tx } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { diskStore, type ObjectStore } from "@/lib/files/object-store";

/** The store beside the database, when the installation has one (FILES_STORE=disk). */
export function objectStore(): ObjectStore {
  return diskStore(join(env().dataDir, "files"));
}

/**
 * Keeps the bytes of a file once per clinic, in the caller's transaction, and answers their SHA-256. On a disk they are
 * written first: bytes that no row names are harmless, a row without bytes is not.
 */
export async function keepFile(
  tx: Tx,
  ctx: Ctx,
  file: { bytes: Uint8Array; contentType: string },
): Promise<string> {
  const { clinicId, now: createdAt } = ctx;
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  const place = env().filesStore;
  const known = await tx.storedFile.findUnique({
    where: { clinicId_sha256: { clinicId, sha256 } },
    select: { sha256: true },
  });
  if (known) return sha256;
  if (place === "disk") await objectStore().put(`${clinicId}/${sha256}`, file.bytes);
  const content = place === "database" ? Buffer.from(file.bytes) : null;
  const size = file.bytes.byteLength;
  // Two people may pick the same file at once: the second insert finds the first one's.
  await tx.storedFile.createMany({
    data: [{ clinicId, sha256, size, contentType: file.contentType, place, content, createdAt }],
    skipDuplicates: true,
  });
  return sha256;
}

/** A picked file that no message took within this time is forgotten: a day. */
const UNSENT_MS = 24 * 3_600_000;

/** Background job: forgets uploads that were never sent, and the bytes that nothing names any more. */
export async function pruneFiles(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now.getTime() - UNSENT_MS);
  const gone = await touch(ctx, async (tx) => {
    await tx.upload.deleteMany({ where: { clinicId: ctx.clinicId, createdAt: { lt: before } } });
    return tx.$queryRaw<{ sha256: string; place: string }[]>`
      DELETE FROM "StoredFile" f WHERE f."clinicId" = ${ctx.clinicId}::uuid AND f."createdAt" < ${before}
        AND NOT EXISTS (SELECT FROM "Upload" u WHERE u."clinicId" = f."clinicId" AND u.sha256 = f.sha256)
        AND NOT EXISTS (SELECT FROM "Attachment" a WHERE a."clinicId" = f."clinicId" AND a.sha256 = f.sha256)
        AND NOT EXISTS (SELECT FROM "MailStyle" s WHERE s."clinicId" = f."clinicId" AND s."logoSha256" = f.sha256)
      RETURNING f.sha256, f.place::text`;
  });
  for (const { sha256, place } of gone) {
    if (place === "disk") await objectStore().remove(`${ctx.clinicId}/${sha256}`);
  }
}
