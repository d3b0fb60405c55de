import { DateTime } from "luxon";
import { closedDayName } from "@/lib/clinics/opening/rules";
import type { OpeningSettings } from "@/lib/clinics/opening/schema";
import type { ReplyLanguage } from "@/lib/replies/schema";

/** A week and a day to either side hold every opening of a clinic that is not closed for a month on end. */
const DAYS = 38;

/** The stretches in which the clinic is open around now, in order. */
function stretches(
  { opening, closed }: OpeningSettings,
  timeZone: string,
  now: Date,
): { from: Date; to: Date }[] {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf("day");
  const found: { from: Date; to: Date }[] = [];
  for (let offset = -DAYS; offset <= DAYS; offset += 1) {
    const day = today.plus({ days: offset });
    if (closedDayName(closed, day.toFormat("yyyy-MM-dd"))) continue;
    for (const { days, from, to } of opening) {
      if (!days.includes(day.weekday)) continue;
      found.push({ from: onWall(day, from), to: onWall(day, to) });
    }
  }
  return found.sort((a, b) => a.from.getTime() - b.from.getTime());
}

function onWall(day: DateTime, time: string): Date {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return day.set({ hour, minute }).toJSDate();
}

/** When the clinic closed last; null while it is open. A clinic without hours has been closed for ever. */
export function closedSince(opening: OpeningSettings, timeZone: string, now: Date): Date | null {
  const around = stretches(opening, timeZone, now);
  if (around.some(({ from, to }) => from <= now && now < to)) return null;
  const ended = around.filter(({ to }) => to <= now).map(({ to }) => to.getTime());
  return new Date(ended.length > 0 ? Math.max(...ended) : 0);
}

/** When it opens next; null: it has no hours. */
export function nextOpening(opening: OpeningSettings, timeZone: string, now: Date): Date | null {
  return stretches(opening, timeZone, now).find(({ from }) => from > now)?.from ?? null;
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
