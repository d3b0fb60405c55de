import type { Ctx } from "@/lib/ctx";
import { read } from "@/lib/db/read";
import { objectStore } from "@/lib/files/commands";

/** The bytes of a stored file; null: this clinic has none with this hash. */
export async function readFile(ctx: Ctx, sha256: string): Promise<Uint8Array | null> {
  const { clinicId } = ctx;
  const row = await read(ctx, (tx) =>
    tx.storedFile.findUnique({
      where: { clinicId_sha256: { clinicId, sha256 } },
      select: { place: true, content: true },
    }),
  );
  if (!row) return null;
  return row.place === "disk" ? objectStore().get(`${clinicId}/${sha256}`) : row.content;
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
      select: { id: true, filename: true, contentType: true, contentId: true, sha256: true, content: true },
    }),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const files: MailFile[] = [];
  for (const id of ids) {
    const row = byId.get(id);
    const content = row?.content ?? (row?.sha256 ? await readFile(ctx, row.sha256) : null);
    if (!row || !content) return null;
    const { filename, contentType, contentId } = row;
    files.push({ filename, contentType, content, ...(contentId ? { contentId } : {}) });
  }
  return files;
}
