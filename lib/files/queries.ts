import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { AppError } from "@/lib/errors";
import { storeAt } from "@/lib/files/stores";
import { log } from "@/lib/log";
import { StoreRefusal } from "@/lib/providers/stores/port";
import type { FilePlace } from "@/prisma/generated/enums";

/** Where the bytes of one file are. */
export interface Kept {
  sha256: string;
  place: FilePlace;
  key: string | null;
  content: Uint8Array | null;
}

const find = (ctx: Ctx, sha256: string): Promise<Kept | null> =>
  read(ctx, (tx) =>
    tx.storedFile.findUnique({
      where: { clinicId_sha256: { clinicId: ctx.clinicId, sha256 } },
      select: { sha256: true, place: true, key: true, content: true },
    }),
  );

/**
 * The bytes of a stored file, wherever they lie; null: this clinic has none with this hash, or not these bytes any more.
 * Throws `unavailable` (`files_unreachable`) while the store does not answer.
 */
export async function readFile(ctx: Ctx, sha256: string): Promise<Uint8Array | null> {
  const kept = await find(ctx, sha256);
  if (!kept) return null;
  const bytes = await bytesOf(kept).catch(unreachable);
  if (bytes || kept.place === "database") return bytes;
  // It may have been carried to another place between the two reads.
  const again = await find(ctx, sha256);
  return again && again.key !== kept.key ? bytesOf(again).catch(unreachable) : null;
}

function unreachable(cause: unknown): never {
  if (!(cause instanceof StoreRefusal)) throw cause;
  log.error("file.unreachable", cause, { answer: cause.code });
  const words = "The store of files does not answer. Try again in a minute.";
  throw new AppError("unavailable", words, "files_unreachable", { retryAfterSeconds: 60 });
}

/** Bytes whose hash is not their name are not the file, and count as lost. Throws `StoreRefusal`. */
export async function bytesOf({ sha256, place, key, content }: Kept): Promise<Uint8Array | null> {
  const bytes = place === "database" ? content : ((await storeAt(place)?.get(key ?? "")) ?? null);
  if (!bytes) {
    log.error("file.lost", null, { sha256, place });
    return null;
  }
  if (createHash("sha256").update(bytes).digest("hex") === sha256) return bytes;
  log.error("file.damaged", null, { sha256, place });
  return null;
}

export interface MailFile {
  filename: string;
  contentType: string;
  content: Uint8Array;
  /** Set for a picture that stands in the words. */
  contentId?: string;
}

/** The attachments of a mail with their bytes, in the order asked; null when one of them is not there. */
export async function readMailFiles(ctx: Ctx, ids: readonly string[]): Promise<MailFile[] | null> {
  if (ids.length === 0) return [];
  const rows = await read(ctx, (tx) =>
    tx.attachment.findMany({
      where: { clinicId: ctx.clinicId, id: { in: [...ids] } },
      select: { id: true, filename: true, contentType: true, contentId: true, sha256: true },
    }),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const files: MailFile[] = [];
  for (const id of ids) {
    const row = byId.get(id);
    const content = row?.sha256 ? await readFile(ctx, row.sha256) : null;
    if (!row || !content) return null;
    const { filename, contentType, contentId } = row;
    files.push({ filename, contentType, content, ...(contentId ? { contentId } : {}) });
  }
  return files;
}
