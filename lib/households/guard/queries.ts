import type { Ctx } from "@/lib/ctx";
import type { Tx } from "@/lib/db/transaction";
import { findMembersOf } from "@/lib/households/queries";
import { namesSeveral } from "@/lib/households/rules";

export interface Said<K> {
  key: K;
  /** Where a text would go (E.164); null: nowhere. */
  address: string | null;
  words: string;
  /** What may stand in the words and is no patient: the clinic, a provider, a place. */
  others?: readonly string[];
}

/** The texts that would list patients to a phone that they share: the hub sends no lists of names. */
export async function findNamingSeveral<K>(tx: Tx, ctx: Ctx, said: readonly Said<K>[]): Promise<Set<K>> {
  const addresses = [...new Set(said.flatMap((one) => one.address ?? []))];
  const homes = await findMembersOf(tx, ctx, "phone", addresses);
  return new Set(
    said.flatMap(({ key, address, words, others = [] }) => {
      const members = homes.get(address ?? "") ?? [];
      const plain = others.reduce((text, other) => (other ? text.replaceAll(other, " ") : text), words);
      return members.length > 1 && namesSeveral(plain, members) ? [key] : [];
    }),
  );
}
