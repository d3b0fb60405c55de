/**
 * A text as PostgreSQL can keep it: without NUL, and with half of a surrogate pair shown as U+FFFD. Both come with
 * pasted words and cut emoji; neither says anything.
 */
export function cleanText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

/** A JSON reviver that cleans every text, names as well as values. */
export function cleanValue(_name: string, value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const isClean = Object.keys(value).every((name) => cleanText(name) === name);
  return isClean
    ? value
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [cleanText(name), inner]));
}
