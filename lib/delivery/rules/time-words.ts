import { staleWord } from "@/lib/delivery/rules/relative-time";
import { channelOf } from "@/lib/delivery/rules/target";
import { localDateOf } from "@/lib/delivery/rules/time";
import type { Content, Rule } from "@/lib/delivery/schema";
import type { Channel } from "@/prisma/generated/enums";

/**
 * A message that waited into another day of the patient's may say "tomorrow" about a day that has come: it stops for a
 * person. The day it was written for is the day it was planned to, else the day it was written on.
 */
export const timeWords: Rule = {
  name: "time_words",
  timed: true,
  judge(facts, _policy, hop, at) {
    const { content } = facts.message;
    const zone = facts.patient.zones[0] ?? facts.clinic.timeZone;
    const written = localDateOf(writtenFor(facts.message), zone);
    const sent = localDateOf(at, zone);
    // Asked about an instant before the plan's own: nothing has waited yet.
    if (sent <= written) return { kind: "open" };
    const word = staleWord(wordsOf(content, channelOf(facts, hop)), written, sent);
    if (word === null) return { kind: "open" };
    return { kind: "block", evidence: { word, writtenFor: written, date: sent }, remedy: "edit_words" };
  },
};

/** When the words of a message are to be read: when it is planned to go; a plan that had passed when it was written is none. */
export function writtenFor({ scheduledAt, createdAt }: { scheduledAt: Date | null; createdAt: Date }): Date {
  return scheduledAt && scheduledAt > createdAt ? scheduledAt : createdAt;
}

/** The first word of a message, by any way of its plan, that would mean another day on the second day; null: none. */
export function staleWordIn(
  { plan, content }: { plan: readonly Channel[]; content: Content },
  written: Date,
  sent: Date,
  zone: string,
): string | null {
  const [from, to] = [localDateOf(written, zone), localDateOf(sent, zone)];
  for (const channel of plan) {
    const word = staleWord(wordsOf(content, channel), from, to);
    if (word !== null) return word;
  }
  return null;
}

/** Everything a channel would show of a message. */
export function wordsOf(content: Content, channel: Channel): string {
  const said: { title?: string; subject?: string | null; body?: string } = content[channel] ?? {};
  return [said.title, said.subject, said.body].filter(Boolean).join("\n");
}
