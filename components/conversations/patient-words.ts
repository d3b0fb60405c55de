import { clockTime, dayWords } from "@/components/ui/time-words";

/** "born May 31, 1980"; a calendar date has no zone. */
export function birthWords(date: string | null): string | null {
  if (date === null) return null;
  const at = new Date(`${date}T00:00:00Z`);
  return `born ${at.toLocaleDateString("en-US", { timeZone: "UTC", year: "numeric", month: "short", day: "numeric" })}`;
}

const languages = new Intl.DisplayNames("en", { type: "language" });

/** "Spanish"; null for English, which needs no mention, and for a code nobody knows. */
export function languageName(code: string): string | null {
  if (code === "en") return null;
  try {
    return languages.of(code) ?? null;
  } catch {
    return null;
  }
}

const sources: Record<string, string> = {
  explicit: "as somebody told us",
  address: "by the home address",
  area_code: "by the phone's area code",
  clinic: "the clinic's own, nothing else is known",
};

/** How the patient's zone is known. */
export function zoneSourceWords(source: string): string {
  return sources[source] ?? source;
}

/** "Friday, June 19, 2:30 PM". */
export function appointmentWords(startsAt: string, now: Date, zone: string): string {
  const at = new Date(startsAt);
  return `${dayWords(at, now, zone)}, ${clockTime(at, zone)}`;
}
