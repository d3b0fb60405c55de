import { type Ctx, systemCtx } from "@/lib/ctx";
import { inInstallation } from "@/lib/db/transaction";
import { ports } from "@/lib/ports";

/** A short link by its code. Whoever asks is nobody: what they open is stored, and they act as the hub's own job. */
export interface Followed {
  ctx: Ctx;
  id: string;
  messageId: string;
  target: string;
  expiresAt: Date;
}

/** The gate of short links. Null for any code that is none. */
export async function identifyShortLink(code: string): Promise<Followed | null> {
  if (!/^[0-9A-Za-z]{11}$/.test(code)) return null;
  const found = await inInstallation((tx) => tx.shortLink.findUnique({ where: { code } }));
  if (!found) return null;
  const { id, clinicId, messageId, target, expiresAt } = found;
  return { ctx: systemCtx(clinicId, "short-link", ports()), id, messageId, target, expiresAt };
}
