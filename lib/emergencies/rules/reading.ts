import { isPressure } from "@/lib/emergencies/rules/numbers";
import { meant } from "@/lib/emergencies/rules/typos";

/** A word as it counts: lower case, without accents, apostrophes or drawn-out letters, slips mended. */
export interface Word {
  plain: string;
  /** Where it stands in the text. */
  from: number;
  to: number;
  sentence: number;
  /** Which stretch between commas, of the whole text. */
  stretch: number;
}

const ENDS = /[!?;\n…¡¿]|\.(?:\s|$|\.)/;
const PAUSES = /[,:()–—]| - /;

export const plainOf = (text: string) =>
  text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f'’‘`´]|\p{Cf}/gu, "")
    .toLowerCase()
    .replaceAll(/(\p{L})\1{2,}/gu, "$1");

/** "118 over 75". */
const OVER = new Set(["over", "sobre"]);

/** The words of a text in order. What was written as one word and stands for two gives two. */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  let [end, sentence, stretch] = [0, 0, 0];
  for (const { 0: raw, index } of text.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}'’‘`´]+/gu)) {
    const between = text.slice(end, index);
    if (ENDS.test(between)) sentence += 1;
    if (ENDS.test(between) || PAUSES.test(between)) stretch += 1;
    end = index + raw.length;
    const spoken = OVER.has(words.at(-1)?.plain ?? "") && between === " ";
    const before = words.at(spoken ? -2 : -1);
    const over = spoken || /^\s?\/\s?$/.test(between);
    if (before && over && isPressure(Number(before.plain), Number(raw))) {
      before.plain += "/";
      words.push({ plain: `/${raw}`, from: index, to: end, sentence, stretch });
      continue;
    }
    if (before && /^[.,]$/.test(between) && /^\d$/.test(raw) && /^\d{2}$/.test(before.plain))
      before.plain += ".";
    for (const plain of meant(plainOf(raw)).split(" ").filter(Boolean)) {
      words.push({ plain, from: index, to: end, sentence, stretch });
    }
  }
  return words;
}
