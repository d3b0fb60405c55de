import type { Verdict } from "@/lib/revocations/schema";

/** The names of phrases that say whose the number is, not what we send: certain ones, then those a person decides about. */
const ABOUT_THE_NUMBER = ["wrong_number", "numero_equivocado", "not_them", "equivocado"];

/** These words are about the number, not about our texts. */
export const isWrongNumber = ({ word }: Pick<Verdict, "word">) =>
  ABOUT_THE_NUMBER.includes(word ?? "") || /^(?:ESTA )?EQUIVOCAD[OA]$/.test(word ?? "");
