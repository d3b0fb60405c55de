import { namesSeveral, type Relative } from "@/lib/households/rules";

export interface Said {
  /** Where a text would go (E.164); null: nowhere. */
  address: string | null;
  words: string;
  /** What may stand in the words and is no patient: the clinic, a provider, a place. */
  others?: readonly string[];
}

/** Whether a text would list patients to a phone that they share. `homes`: people by phone. */
export function listsPatients(
  { address, words, others = [] }: Said,
  homes: ReadonlyMap<string, readonly Relative[]>,
): boolean {
  const members = homes.get(address ?? "") ?? [];
  const plain = others.reduce((text, other) => (other ? text.replaceAll(other, " ") : text), words);
  return members.length > 1 && namesSeveral(plain, members);
}
