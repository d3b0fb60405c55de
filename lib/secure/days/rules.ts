import { DateTime } from "luxon";

/**
 * The last day of a link as patients read it, in their zone: "Fri, Jun 12", "viernes 12 de junio". "Sábado" would force
 * a text out of GSM-7, so that day goes by its date alone.
 */
export function dayFor(at: Date, zone: string, language: string): string {
  const day = DateTime.fromJSDate(at, { zone });
  if (!language.startsWith("es")) return day.setLocale("en-US").toFormat("ccc, LLL d");
  const date = day.setLocale("es").toFormat("d 'de' LLLL");
  return day.weekday === 6 ? date : `${day.setLocale("es").toFormat("cccc")} ${date}`;
}

/** When a message was written: "Friday, June 12 at 2:30 PM", "viernes, 12 de junio, 2:30 p.m." */
export function momentFor(at: Date, zone: string, language: string): string {
  const locale = language.startsWith("es") ? "es-US" : "en-US";
  return new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: "long",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  }).format(at);
}
