import { DateTime } from "luxon";

/** The instant `minutes` before `now`. */
export const ago = (now: Date, minutes: number) => new Date(now.getTime() - minutes * 60_000);

/** Whether a text may arrive there then: [08:00, 21:00). */
export function isOpen(at: Date, zone: string): boolean {
  const { hour } = DateTime.fromJSDate(at, { zone });
  return hour >= 8 && hour < 21;
}

/** The latest instant up to `at` that falls into the working day of the zone: what the past looked like. */
export function inTheDay(at: Date, zone: string): Date {
  const local = DateTime.fromJSDate(at, { zone });
  if (local.hour >= 9 && local.hour < 19) return at;
  const day = local.hour < 9 ? local.minus({ days: 1 }) : local;
  return day.set({ hour: 16, minute: local.minute, second: local.second }).toJSDate();
}

/** The demo's four places. At every minute of the year at least one is awake and at least one asleep. */
export const ZONES = ["America/Denver", "America/New_York", "Pacific/Guam", "Europe/Madrid"] as const;

/** A zone whose day has gone on longest, and one that is asleep. */
export function awakeAndAsleep(now: Date): { awake: string; asleep: string } {
  const hours = (zone: string) => DateTime.fromJSDate(now, { zone }).hour;
  const open = ZONES.filter((zone) => isOpen(now, zone)).sort((a, b) => hours(b) - hours(a));
  const asleep = ZONES.find((zone) => !isOpen(now, zone));
  const [awake] = open;
  if (!awake || !asleep) throw new Error("The demo's zones are wrong: all of them are open, or none is.");
  return { awake, asleep };
}
