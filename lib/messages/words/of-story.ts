import { badgeOf, unknownSentence } from "@/lib/messages/words/badge";
import { CHANNEL_WORDS, type WordFacts } from "@/lib/messages/words/facts";
import { endedSentence, retriedSentence } from "@/lib/messages/words/of-failures";
import { formatPhone } from "@/lib/patients/rules";
import type { ReceiptKind } from "@/lib/providers/port";
import type { Channel, CreatedByKind } from "@/prisma/generated/enums";

/** Who wrote a message, as the first line of its story. */
export function createdWords(kind: CreatedByKind, author: string | null): string {
  if (kind === "staff") return `${author ?? "Someone who has left"} wrote it.`;
  return kind === "key" ? "Sent in through the API." : "Written by the hub itself.";
}

export function claimedWords(channel: Channel, to: string, attempt: number): string {
  const again = attempt > 1 ? ` again (attempt ${attempt})` : "";
  return `Handed to the ${CHANNEL_WORDS[channel].service}${again} for ${formatPhone(to)}.`;
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
  clicked: "A link in it was followed.",
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
      return receipt.machine ? "Opened by a mail program, perhaps not by a person." : "Opened.";
    case "deferred":
      return retriedSentence(facts) ?? `Not yet: the ${carrier} asked to try later.`;
    case "failed":
    case "bounced":
      return (receipt.soft ? retriedSentence(facts) : failureWords(facts)) ?? "Not delivered.";
    default:
      return RECEIPTS[receipt.kind as ReceiptKind] ?? "The vendor reported something we do not know.";
  }
}

export function fallbackWords(channel: Channel): string {
  return `Next way: ${CHANNEL_WORDS[channel].by}.`;
}

const RULE_WORDS: Record<string, string> = { quiet_hours: "quiet hours", daily_cap: "the daily cap" };

export function overrideWords(rule: string, reason: string, author: string | null): string {
  return `${author ?? "Someone"} lifted ${RULE_WORDS[rule] ?? rule} for this message: “${reason}”`;
}

export function cancelledWords(by: string | null, author: string | null, facts: WordFacts): string {
  if (by === "opt_out") return badgeOf({ ...facts, status: "CANCELLED", reason: "opt_out" }).sentence ?? "";
  return author ? `${author} cancelled it.` : "Cancelled.";
}

function failureWords(facts: WordFacts): string | null {
  return facts.reason === "opted_out"
    ? badgeOf({ ...facts, status: "FAILED", unknownSince: null }).sentence
    : endedSentence(facts);
}
