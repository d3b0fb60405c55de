import type { Ctx } from "@/lib/ctx";
import { inClinic, type Tx } from "@/lib/db/transaction";

/**
 * The door for bookkeeping that no audit entry is owed for, because it says nothing about a patient or is audited
 * where it began (docs/architecture.md lists it all). Joins an open `write`; throws inside a `read`.
 */
export function touch<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inClinic(ctx.clinicId, work);
}
