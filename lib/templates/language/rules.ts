/** A reader's language as others may have words in it, the nearest first (RFC 4647, lookup): "es-MX" reads "es" too. */
export function tagsOf(language: string): string[] {
  const parts = language.toLowerCase().split("-");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("-"));
}

/** Words by language: the reader's own, else English; undefined: there are neither. */
export function wordsIn<T>(words: Readonly<Record<string, T>>, language: string): T | undefined {
  const tag = tagsOf(language).find((one) => Object.hasOwn(words, one)) ?? "en";
  return Object.hasOwn(words, tag) ? words[tag] : undefined;
}

/** The same among versions of one text. */
export function versionIn<T extends { language: string }>(
  versions: readonly T[],
  language: string,
): T | undefined {
  const at = (tag: string) => versions.find((one) => one.language.toLowerCase() === tag);
  for (const tag of [...tagsOf(language), "en"]) {
    const found = at(tag);
    if (found) return found;
  }
  return undefined;
}
