import { type Ctx, systemCtx } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { hashOf } from "@/lib/media/link/rules";
import { ports } from "@/lib/ports";

/** A file of a text by its address. Whoever asks is nobody: a vendor shows no name; they act as the hub's own job. */
export interface MediaAsked {
  ctx: Ctx;
  attachmentId: string;
}

/** The gate of texts' files. Null for any code that is none. */
export async function identifyMedia(code: string, requestId?: string): Promise<MediaAsked | null> {
  if (!/^[A-Za-z0-9_-]{22}$/.test(code)) return null;
  const found = await inInstallation((tx) =>
    tx.mediaLink.findUnique({
      where: { codeHash: hashOf(code) },
      select: { clinicId: true, attachmentId: true },
    }),
  );
  if (!found) return null;
  const ctx = systemCtx(found.clinicId, "media-link", ports());
  return { ctx: requestId ? { ...ctx, requestId } : ctx, attachmentId: found.attachmentId };
}
