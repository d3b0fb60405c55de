const words = (value: unknown) => (typeof value === "string" ? value.trim() : "");

/** A clinic's stored address as one line; null where street or city is missing, for then no letter would arrive. */
export function postalLine(address: unknown): string | null {
  if (typeof address !== "object" || address === null) return null;
  const { line1, line2, city, state, zip } = address as Record<string, unknown>;
  if (!words(line1) || !words(city)) return null;
  const place = [words(state), words(zip)].filter(Boolean).join(" ");
  return [words(line1), words(line2), words(city), place].filter(Boolean).join(", ");
}
