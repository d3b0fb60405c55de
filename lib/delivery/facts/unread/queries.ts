import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { type PassRow, type Unread, unreadOf } from "@/lib/delivery/rules/catching-up";

/** What patients of this clinic may have written while we were offline and nobody has read yet. One row a vendor. */
export async function loadUnread(tx: Tx, ctx: Ctx): Promise<Unread | null> {
  const rows = await tx.$queryRaw<PassRow[]>`
    SELECT provider, "neededAt", "triedAt", "readAt" FROM "InboundPass"
    WHERE "clinicId" = ${ctx.clinicId}::uuid ORDER BY provider`;
  // A vendor that was taken away, or that keeps no such list, holds nobody back.
  return unreadOf(rows.filter(({ provider }) => ctx.ports.providers[provider]?.listInbound));
}
