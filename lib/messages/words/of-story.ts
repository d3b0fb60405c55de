import { FallbackChoice } from "@/lib/clinics/schema";
import { badgeOf, unknownSentence } from "@/lib/messages/words/badge";
import { CHANNEL_WORDS, type WordFacts } from "@/lib/messages/words/facts";
import { endedSentence, retriedSentence } from "@/lib/messages/words/of-failures";
import { providerName } from "@/lib/messages/words/of-providers";
import { spanWords } from "@/lib/messages/words/spans";
import { moment } from "@/lib/messages/words/times";
import { formatPhone } from "@/lib/patients/rules";
import type { ReceiptKind } from "@/lib/providers/port";
import type { Channel, CreatedByKind } from "@/prisma/generated/enums";

/** Who wrote a message, as the first line of its story. */
export function createdWords(kind: CreatedByKind, author: string | null): string {
  if (kind === "staff") return `${author ?? "Someone who has left"} wrote it.`;
  return kind === "key" ? "Sent in through the API." : "Written by the hub itself.";
}

/** After which silence the next way starts, where the sender chose it: " If nothing is heard of the text for 1 h, …". */
export function patienceWords(plan: readonly Channel[], chosen: unknown): string {
  const minutes = FallbackChoice.safeParse(chosen).data ?? {};
  return plan
    .slice(0, -1)
    .map((channel, hop) => {
      const [span, then] = [minutes[channel], plan[hop + 1]];
      if (span === undefined || then === undefined) return "";
      const [first, next] = [CHANNEL_WORDS[channel].thing, CHANNEL_WORDS[then].thing];
      return ` If nothing is heard of the ${first} for ${spanWords(span)}, the ${next} follows.`;
    })
    .join("");
}

interface HandedOff {
  channel: Channel;
  provider: string;
  sender: string;
  toAddress: string;
  attempt: number;
}

/** Who carried it, from where and where to. A device's token says nothing to a person. */
export function claimedWords({ channel, provider, sender, toAddress, attempt }: HandedOff): string {
  if (channel === "IN_APP") return "Put behind the patient's own sign-in.";
  const again = attempt > 1 ? ` again (attempt ${attempt})` : "";
  const way =
    channel === "PUSH"
      ? " for the app on the patient's phone"
      : ` for ${formatPhone(toAddress)}, from ${formatPhone(sender)}`;
  return `Handed to ${providerName(provider)}${again}${way}.`;
}

/** The same way by another service, because the first one fails or is slow. */
export function failoverWords(channel: Channel, from: string, to: string): string {
  const { thing } = CHANNEL_WORDS[channel];
  return `This ${thing} goes on by ${providerName(to)}: ${providerName(from)} did not carry it.`;
}

/** Somebody moved it while it waited. `at` null: as soon as the rules allow. */
export function rescheduledWords(at: Date | null, author: string | null, facts: WordFacts): string {
  const who = author ?? "Someone";
  if (!at) return `${who} let it go as soon as it may.`;
  const theirs = facts.zone === facts.clinicZone ? "" : ` ${facts.name}'s time`;
  return `${who} moved it to ${moment(at, facts.zone, facts.now)}${theirs}.`;
}

/** What the vendor answered at the hand-off. `retried`: the engine tries again. */
export function outcomeWords(
  outcome: "accepted" | "rejected" | "released",
  facts: WordFacts,
  retried: boolean,
): string {
  if (outcome === "accepted") return `The ${CHANNEL_WORDS[facts.channel].service} took it.`;
  if (outcome === "released")
    return "Taken back before it left, because its moment had passed. Decided again.";
  const sentence = retried ? retriedSentence(facts) : failureWords(facts);
  return sentence ?? "Not delivered.";
}

export const unknownWords = unknownSentence;

const RECEIPTS: Partial<Record<ReceiptKind, string>> = {
  delivered: "Delivered.",
  unsubscribed: "Answered by unsubscribing.",
  resubscribed: "Subscribed again.",
  complained: "Marked as spam.",
  cancelled: "Called back before it was sent on.",
};

/** What a vendor reported later. */
export function receiptWords(
  receipt: { kind: string; machine: boolean; soft: boolean },
  facts: WordFacts,
): string {
  const carrier = facts.channel === "SMS" ? "phone company" : "other side";
  switch (receipt.kind) {
    case "queued":
      return `The ${CHANNEL_WORDS[facts.channel].service} has it in its queue.`;
    case "sent":
      return `Sent on to the ${carrier}.`;
    case "opened":
      return receipt.machine ? "Opened, probably by a machine." : "Opened.";
    case "clicked":
      return receipt.machine
        ? "A link in it was followed, probably by a machine."
        : "A link in it was followed.";
    case "deferred":
      // The vendor tries again by itself, so only what is known of the cause is told.
      return (
        (facts.reason === "mailbox_full" || facts.reason === "phone_off" ? retriedSentence(facts) : null) ??
        `Not yet: the ${carrier} asked to try later.`
      );
    case "failed":
    case "bounced":
      // Twilio 30036: its validity ended in the vendor's queue, so it was never sent, and nothing failed.
      if (facts.reason === "expired_in_queue") {
        return `It was not sent: its hours ended while it waited at the ${CHANNEL_WORDS[facts.channel].service}. Decided again.`;
      }
      return (receipt.soft ? retriedSentence(facts) : failureWords(facts)) ?? "Not delivered.";
    default:
      return RECEIPTS[receipt.kind as ReceiptKind] ?? "The vendor reported something we do not know.";
  }
}

/** Why a way was left for the next one of the plan. */
export type Left = "blocked" | "held" | "failed" | "silent";

const LEFT: Record<Left, (thing: string) => string> = {
  blocked: (thing) => `the ${thing} may not go`,
  held: (thing) => `the ${thing} has to wait`,
  failed: (thing) => `the ${thing} did not arrive`,
  silent: (thing) => `nothing was heard of the ${thing} in time`,
};

export function fallbackWords(channel: Channel, from: Channel, why: Left): string {
  return `Next way: ${CHANNEL_WORDS[channel].by}, because ${LEFT[why](CHANNEL_WORDS[from].thing)}.`;
}

const RULE_WORDS: Record<string, string> = {
  quiet_hours: "quiet hours",
  daily_cap: "the daily cap",
  household_cap: "the cap of a shared number",
};

export function overrideWords(rule: string, reason: string, author: string | null): string {
  if (rule === "phi") return `${author ?? "Someone"} kept private words in the open: “${reason}”`;
  return `${author ?? "Someone"} lifted ${RULE_WORDS[rule] ?? rule} for this message: “${reason}”`;
}

export function cancelledWords(by: string | null, author: string | null, facts: WordFacts): string {
  if (by === "opt_out" || by === "deceased" || by === "do_not_contact") {
    return badgeOf({ ...facts, status: "CANCELLED", reason: by }).sentence ?? "";
  }
  if (by === "wrong_number") return "Cancelled: its number turned out not to be the patient's.";
  if (by === "sent_again") return "Sent again as a new message: nothing more is tried here.";
  return author ? `${author} cancelled it.` : "Cancelled.";
}

function failureWords(facts: WordFacts): string | null {
  return facts.reason === "opted_out"
    ? badgeOf({ ...facts, status: "FAILED", unknownSince: null }).sentence
    : endedSentence(facts);
}
