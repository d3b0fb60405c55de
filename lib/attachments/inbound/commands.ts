import { keptFiles } from "@/lib/attachments/inbound/rules";
import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { keepFile } from "@/lib/files/commands";
import type { InboundAttachment } from "@/lib/providers/port";

/** Gives a message that just arrived its files: bytes once by hash, what still lies with the vendor by its address. */
export async function keepAttachments(
  tx: Tx,
  ctx: Ctx,
  messageId: string,
  files: readonly InboundAttachment[],
): Promise<void> {
  const { clinicId, now: createdAt } = ctx;
  const rows = [];
  for (const { content, url, contentId, ...file } of keptFiles(files)) {
    const size = content?.byteLength ?? 0;
    const sha256 = content && size > 0 ? await keepFile(tx, ctx, { ...file, bytes: content }) : null;
    const from = { vendorUrl: url ?? null, contentId: contentId ?? null };
    rows.push({ ...file, ...from, size, sha256, clinicId, messageId, createdAt });
  }
  await tx.attachment.createMany({ data: rows });
}
