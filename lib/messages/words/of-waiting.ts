import { DateTime } from "luxon";
import type { Reason } from "@/lib/delivery/schema";
import type { WordFacts } from "@/lib/messages/words/facts";

/** What the message says that is wrong on the day it would go. */
export function timeWordsSentence({ evidence }: WordFacts): string {
  return `Not sent: it says “${evidence.word ?? "today"}”, which was right on ${dayOf(evidence.writtenFor)} and would be wrong on ${dayOf(evidence.date)}. Change the words and send it.`;
}

/** What will stop a message at the end of its wait, told while its words can still be changed. Empty: nothing. */
export function forewarning(kind: string, reasons: readonly Reason[]): string {
  const later = kind === "hold" ? reasons.find(({ rule }) => rule === "time_words") : undefined;
  if (!later) return "";
  const { word, date } = later.evidence;
  return ` It says “${word}”, which would be wrong on ${dayOf(date)}: it will stop for a person then. Better change the words now.`;
}

/** What our records say now that a template said otherwise about. */
export function factsChangedSentence({ evidence, name }: WordFacts): string {
  const { field, was, now } = evidence;
  const mend = "Change the words and send it.";
  if (String(field).startsWith("appointment")) {
    if (now === null) return `Not sent: the visit it tells ${name} about is no longer booked. ${mend}`;
    return `Not sent: the visit has changed since this was written. It says ${was}; the schedule says ${now}. ${mend}`;
  }
  const says = was && now ? ` It says ${was}; our record now says ${now}.` : "";
  return `Not sent: something it tells ${name} has changed since it was written.${says} ${mend}`;
}

function dayOf(date: unknown): string {
  const day = DateTime.fromISO(String(date)).setLocale("en-US");
  return day.isValid ? day.toFormat("cccc, LLLL d") : "that day";
}
