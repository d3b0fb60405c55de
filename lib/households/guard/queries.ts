import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { listsPatients, type Said } from "@/lib/households/guard/rules";
import { findMembersOf } from "@/lib/households/queries";

/** The texts that would list patients to a phone that they share: the hub sends no lists of names. */
export async function findNamingSeveral<K>(
  tx: Tx,
  ctx: Ctx,
  said: readonly (Said & { key: K })[],
): Promise<Set<K>> {
  const addresses = [...new Set(said.flatMap((one) => one.address ?? []))];
  const homes = await findMembersOf(tx, ctx, "phone", addresses);
  return new Set(said.flatMap((one) => (listsPatients(one, homes) ? [one.key] : [])));
}
