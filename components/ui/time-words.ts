const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The screen's clock moves every 15 seconds, so what has just happened may seem to lie ahead of it. */
const TICK = 16_000;

const made = new Map<string, Intl.DateTimeFormat>();

/** Formats in one zone. Node and the browser differ in the space before "PM" (U+202F): it becomes a plain one. */
function format(at: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = zone + JSON.stringify(options);
  const formatter = made.get(key) ?? new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
  made.set(key, formatter);
  return formatter.format(at).replace(/\u202f/g, " ");
}

const clock = { hour: "numeric", minute: "2-digit" } as const;

/** "2:14 PM" in that zone. */
export function clockTime(at: Date, zone: string): string {
  return format(at, zone, clock);
}

/** How many calendar days of that zone lie between the two instants; negative when `at` is in the future. */
export function daysBetween(at: Date, now: Date, zone: string): number {
  const day = (when: Date) => {
    const parts = format(when, zone, { year: "numeric", month: "numeric", day: "numeric" })
      .split("/")
      .map(Number);
    return Date.UTC(parts[2] ?? 0, (parts[0] ?? 1) - 1, parts[1] ?? 1) / DAY;
  };
  return day(now) - day(at);
}

/** The heading of a day in a thread: "Today", "Yesterday", "Tuesday, March 3", with the year where it differs. */
export function dayWords(at: Date, now: Date, zone: string): string {
  const days = daysBetween(at, now, zone);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days === -1) return "Tomorrow";
  const sameYear = format(at, zone, { year: "numeric" }) === format(now, zone, { year: "numeric" });
  return format(at, zone, {
    weekday: "long",
    month: "long",
    day: "numeric",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** The exact time with its zone, for a hover: "Tue, Mar 3, 2026, 2:14 PM MST". */
export function exactTime(at: Date, zone: string): string {
  return format(at, zone, {
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    ...clock,
    timeZoneName: "short",
  });
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/**
 * Time in the words of a person. `short` is for dense lists ("2m", "3h", "Tue", "Mar 3"), otherwise "2 minutes ago",
 * "in 3 hours", "Yesterday, 2:14 PM", "Tue, Mar 3, 2:14 PM".
 */
export function relativeWords(at: Date, now: Date, zone: string, short = false): string {
  const gap = now.getTime() - at.getTime();
  const size = Math.abs(gap);
  const days = daysBetween(at, now, zone);
  if (size < MINUTE) return short ? "now" : gap > -TICK ? "just now" : "in under a minute";
  if (size < HOUR || (size < 12 * HOUR && days === 0)) {
    const [count, noun] =
      size < HOUR ? [Math.floor(size / MINUTE), "minute"] : [Math.floor(size / HOUR), "hour"];
    if (short) return gap >= 0 ? `${count}${noun.charAt(0)}` : `in ${count}${noun.charAt(0)}`;
    return gap >= 0 ? `${plural(count, noun)} ago` : `in ${plural(count, noun)}`;
  }
  const named = days === 0 ? "Today" : days === 1 ? "Yesterday" : days === -1 ? "Tomorrow" : null;
  if (short) {
    if (days === 0) return clockTime(at, zone);
    if (named !== null) return named;
    if (Math.abs(days) < 7) return format(at, zone, { weekday: "short" });
    const year = format(at, zone, { year: "numeric" }) === format(now, zone, { year: "numeric" });
    return format(at, zone, year ? { month: "short", day: "numeric" } : { month: "short", year: "numeric" });
  }
  if (named !== null) return `${named}, ${clockTime(at, zone)}`;
  const year = format(at, zone, { year: "numeric" }) === format(now, zone, { year: "numeric" });
  return format(at, zone, {
    weekday: "short",
    month: "short",
    day: "numeric",
    ...(year ? {} : { year: "numeric" }),
    ...clock,
  });
}
