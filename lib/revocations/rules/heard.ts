import type { MessageInbound } from "@/lib/providers/port";
import { MAY_MEAN_VISIT } from "@/lib/revocations/rules/deadlines";
import { readReaction } from "@/lib/revocations/rules/reaction";
import { verdictOf } from "@/lib/revocations/rules/verdict";
import type { Reaction, Verdict } from "@/lib/revocations/schema";

/** What an inbound message says about our messages, read before anything is stored. */
export interface Heard {
  verdict: Verdict;
  reaction: Reaction | null;
  /** The vendor has answered this keyword itself. */
  answered: boolean;
}

type Words = Pick<MessageInbound, "channel" | "text" | "subject" | "optOutType" | "mail">;

/** Reads a patient's message. What a machine wrote (an out-of-office mail) says nothing. */
export function hear(message: Words): Heard {
  const { channel, text, subject, optOutType } = message;
  const words = message.mail?.autoSubmitted ? "" : text;
  const verdict = verdictOf({
    channel,
    text: words,
    subject: message.mail?.autoSubmitted ? null : (subject ?? null),
  });
  return {
    verdict: optOutType === "STOP" && verdict.kind !== "stop" ? stoppedThere(verdict, text) : verdict,
    reaction: channel === "SMS" ? readReaction(text) : null,
    answered: optOutType !== undefined,
  };
}

/** A vendor's own list may hold words that ours does not; it has closed the number, and so do we. */
const stoppedThere = (verdict: Verdict, text: string): Verdict => {
  const word = text.trim().toUpperCase();
  return { ...verdict, kind: "stop", certain: true, word: /^[A-Z]{2,20}$/.test(word) ? word : "STOP" };
};

/** What the word is called in the record of what closed an address: a keyword as it stands, a phrase by its name. */
export function evidenceOf(word: string | null): { word: string } | { phrase: string } {
  return word !== null && /^[A-Z ]{2,20}$/.test(word) ? { word } : { phrase: word ?? "words" };
}

/** Bare words with which people also call off a visit, by the name of their phrase ("please cancel", "cancelar"). */
const UNCLEAR_BARE = ["remove", "cancelar"];

/** Whether a word for ending may have been meant for a visit: a carrier's CANCEL, END or QUIT, or an unclear bare word. */
export function mayMeanVisit({ kind, word }: Pick<Verdict, "kind" | "word">): boolean {
  if (MAY_MEAN_VISIT.includes(word ?? "")) return kind === "stop" || kind === "unsure_revocation";
  return kind === "unsure_revocation" && UNCLEAR_BARE.includes(word ?? "");
}
