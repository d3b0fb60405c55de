import type { Reply, ReplyKind, ReplyLanguage } from "@/lib/replies/schema";

/** So many answers a day and address: two machines that answer each other stop there. Emergencies are not counted. */
export const MOST_A_DAY = 8;

/** What the one decision knows a kind by (lib/delivery/history/queries): an answer about texts itself passes a STOP. */
const TAG: Record<ReplyKind, string> = {
  stop: "keyword_reply",
  start: "keyword_reply",
  help: "keyword_reply",
  wrong_number: "keyword_reply",
  revocation_question: "keyword_reply",
  after_hours: "after_hours_reply",
  emergency: "emergency_reply",
};

export const tagsOf = (kind: ReplyKind): string[] => ["automatic", TAG[kind]];

/** What it is once for: the thread that was read, or the address that asked. */
export function scopeOf({ kind, conversationId, to }: Reply): string {
  return kind === "after_hours" || kind === "emergency" ? conversationId : to;
}

/** Machines write from short codes and from addresses that nobody reads. */
const NOBODY = /^(no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?)\b/i;

/** Whether somebody could read an answer there. */
export function isAnswerable(channel: Reply["channel"], address: string): boolean {
  if (channel === "IN_APP") return true;
  if (channel === "SMS") return /^\+[1-9]\d{7,14}$/.test(address);
  return /^[^@\s]+@[^@\s]+$/.test(address) && !NOBODY.test(address);
}

/** A patient's language as far as the hub has words of its own in it. */
export function languageOf(language: string | null | undefined): ReplyLanguage {
  return language?.toLowerCase().startsWith("es") ? "es" : "en";
}

/** The words with the clinic's own facts in them. What is not known leaves no hole: its sentence's end goes with it. */
export function fill(sentence: string, facts: Record<string, string | null | undefined>): string {
  return sentence
    .split(/(?<=[.?!]) |(?<=^\{clinic\}:) /)
    .filter((part) => [...part.matchAll(/\{(\w+)\}/g)].every(([, name = ""]) => facts[name]))
    .map((part) => part.replaceAll(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? ""))
    .join(" ");
}
