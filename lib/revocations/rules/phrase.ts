/** A way to say it: its name, and the words in a clause without accents, marks or capitals. */
export type Phrase = readonly [name: string, words: RegExp];

/** The first phrase that a clause holds, with what stands before and after it. */
export function heard(
  phrases: readonly Phrase[],
  clause: string,
): { name: string; before: string; after: string } | null {
  for (const [name, words] of phrases) {
    const match = words.exec(clause);
    if (match) {
      return {
        name,
        before: clause.slice(0, match.index),
        after: clause.slice(match.index + match[0].length),
      };
    }
  }
  return null;
}
