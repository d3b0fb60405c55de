/**
 * A text as PostgreSQL can keep it: without NUL, and with half of a surrogate pair shown as U+FFFD. Both come with
 * pasted words and cut emoji; neither says anything.
 */
export function cleanText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

/** A JSON reviver that cleans every text. */
export function cleanValue(_name: string, value: unknown): unknown {
  return typeof value === "string" ? cleanText(value) : value;
}
