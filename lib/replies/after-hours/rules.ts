import { DateTime } from "luxon";
import { closedDayName } from "@/lib/clinics/opening/rules";
import type { OpeningSettings } from "@/lib/clinics/opening/schema";
import type { ReplyLanguage } from "@/lib/replies/schema";

/** So many days to either side hold an opening of every clinic that is not closed for a month on end. */
const DAYS = 38;

interface Stretch {
  from: Date;
  to: Date;
}

/** The stretches in which the clinic is open, day by day away from today; nobody asks for more days than needed. */
function* stretches(
  { opening, closed }: OpeningSettings,
  { timeZone, now, step }: { timeZone: string; now: Date; step: 1 | -1 },
): Generator<Stretch[]> {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf("day");
  for (let offset = 0; offset <= DAYS; offset += 1) {
    const day = today.plus({ days: offset * step });
    if (closedDayName(closed, day.toFormat("yyyy-MM-dd"))) continue;
    const hours = opening.filter(({ days }) => days.includes(day.weekday));
    yield hours.map(({ from, to }) => ({ from: onWall(day, from), to: onWall(day, to) }));
  }
}

function onWall(day: DateTime, time: string): Date {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return day.set({ hour, minute }).toJSDate();
}

/** When the clinic closed last; null while it is open. A clinic without hours has been closed for ever. */
export function closedSince(opening: OpeningSettings, timeZone: string, now: Date): Date | null {
  for (const day of stretches(opening, { timeZone, now, step: -1 })) {
    if (day.some(({ from, to }) => from <= now && now < to)) return null;
    const ended = day.filter(({ to }) => to <= now).map(({ to }) => to.getTime());
    if (ended.length > 0) return new Date(Math.max(...ended));
  }
  return new Date(0);
}

/** When it opens next; null: it has no hours. */
export function nextOpening(opening: OpeningSettings, timeZone: string, now: Date): Date | null {
  for (const day of stretches(opening, { timeZone, now, step: 1 })) {
    const next = day.filter(({ from }) => from > now).map(({ from }) => from.getTime());
    if (next.length > 0) return new Date(Math.min(...next));
  }
  return null;
}

/** "8 AM tomorrow", "8 AM Monday"; "mañana a las 8 AM", "el lunes a las 8 AM". Empty: nobody knows. */
export function opensWords(at: Date | null, timeZone: string, now: Date, language: ReplyLanguage): string {
  if (!at) return "";
  const there = DateTime.fromJSDate(at, { zone: timeZone });
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  const days = there.startOf("day").diff(here.startOf("day"), "days").days;
  const time = there.toFormat(there.minute === 0 ? "h a" : "h:mm a", { locale: "en-US" });
  if (language === "en") {
    return days === 0
      ? `${time} today`
      : days === 1
        ? `${time} tomorrow`
        : `${time} ${there.toFormat(days < 7 ? "cccc" : "cccc, LLLL d")}`;
  }
  const hour = there.hour % 12 === 1 ? `a la ${time}` : `a las ${time}`;
  if (days === 0) return `hoy ${hour}`;
  if (days === 1) return `mañana ${hour}`;
  // GSM-7 has no á: "sábado" alone would take away more than half of what one text holds.
  const day = there.setLocale("es").toFormat(days < 7 ? "cccc" : "cccc d 'de' LLLL");
  return `el ${day.replace("á", "a")} ${hour}`;
}
