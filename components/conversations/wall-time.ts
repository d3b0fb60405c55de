import { clockTime, daysBetween, dayWords } from "@/components/ui/time-words";

const MINUTE = 60_000;

/** What a clock on the wall of that zone shows, as if it were UTC. */
function wallOf(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
}

/**
 * The instant at which a zone's clocks show this wall time ("2026-06-17T08:00"). A time that the clocks skip in spring
 * gives the first minute after the gap; one that comes twice in autumn gives the first. Null: not a time.
 */
export function instantAt(wall: string, zone: string): Date | null {
  const wanted = Date.parse(`${wall}:00.000Z`);
  if (Number.isNaN(wanted)) return null;
  const offsets = [-24, 24].map((hours) => {
    const near = wanted + hours * 60 * MINUTE;
    return wallOf(new Date(near), zone) - near;
  });
  const guesses = offsets.map((offset) => wanted - offset).sort((one, other) => one - other);
  const exact = guesses.find((guess) => wallOf(new Date(guess), zone) === wanted);
  return new Date(exact ?? jumpBetween(guesses, zone));
}

/** The first minute at which the clocks have jumped, between two instants around the gap. */
function jumpBetween([low = 0, high = 0]: number[], zone: string): number {
  const offset = (at: number) => wallOf(new Date(at), zone) - at;
  let [from, until] = [low, high];
  while (until - from > MINUTE) {
    const middle = from + Math.floor((until - from) / MINUTE / 2) * MINUTE;
    if (offset(middle) === offset(low)) from = middle;
    else until = middle;
  }
  return until;
}

/** The wall time of a zone as a date-time field holds it: "2026-06-17T08:00", `days` calendar days from `now`. */
export function wallTime(now: Date, zone: string, days = 0, clock?: string): string {
  const iso = new Date(wallOf(now, zone) + days * 24 * 60 * MINUTE).toISOString();
  return `${iso.slice(0, 10)}T${clock ?? iso.slice(11, 16)}`;
}

/** Day of the week on that zone's wall, 0 = Sunday. */
export function weekday(now: Date, zone: string): number {
  return new Date(wallOf(now, zone)).getUTCDay();
}

/** "8:00 AM", with its day where that is neither today nor tomorrow. */
export function momentWords(at: Date, now: Date, zone: string): string {
  const days = -daysBetween(at, now, zone);
  return days <= 1 ? clockTime(at, zone) : `${dayWords(at, now, zone)}, ${clockTime(at, zone)}`;
}

/** The same moment on the clinic's wall: "3:00 AM here", with its day where that is another than the patient's. */
export function hereWords(at: Date, zone: string, clinicZone: string): string {
  const other = wallTime(at, zone).slice(0, 10) !== wallTime(at, clinicZone).slice(0, 10);
  const day = other ? `${at.toLocaleDateString("en-US", { timeZone: clinicZone, weekday: "short" })} ` : "";
  return `${day}${clockTime(at, clinicZone)} here`;
}

export interface Moment {
  label: string;
  at: Date;
}

/** The few times people snooze and schedule to, all in the future, told in that zone. */
export function usualMoments(now: Date, zone: string): Moment[] {
  const moment = (label: string, days: number, clock: string) => ({
    label,
    at: instantAt(wallTime(now, zone, days, clock), zone),
  });
  // On a Sunday, Monday is tomorrow.
  const toMonday = (8 - weekday(now, zone)) % 7 || 7;
  return [
    { label: "In 1 hour", at: new Date(Math.ceil((now.getTime() + 60 * MINUTE) / MINUTE) * MINUTE) },
    moment("This afternoon", 0, "13:00"),
    moment("Tomorrow morning", 1, "08:00"),
    moment("Tomorrow afternoon", 1, "13:00"),
    ...(toMonday === 1 ? [] : [moment("Next Monday", toMonday, "08:00")]),
  ].filter((each): each is Moment => each.at !== null && each.at.getTime() > now.getTime() + 5 * MINUTE);
}
