import type { Ctx } from "@/lib/ctx";
import { inClinic, type Tx } from "@/lib/db/transaction";

/** The one way to read: inside the clinic's row-level security, joining an open `write`. By itself it can change nothing. */
export function read<T>(ctx: Ctx, query: (tx: Tx) => Promise<T>): Promise<T> {
  return inClinic(ctx.clinicId, query, { readOnly: true });
}
