import { type Badge, CHANNEL_WORDS, type WordFacts } from "@/lib/messages/words/facts";
import { endedSentence, retriedSentence } from "@/lib/messages/words/of-failures";
import { ruleSentence } from "@/lib/messages/words/of-rules";
import { moment, past } from "@/lib/messages/words/times";

/** What the badge of a message shows, and the sentence behind it: what happened and what to do. */
export function badgeOf(facts: WordFacts, direction: "INBOUND" | "OUTBOUND" = "OUTBOUND"): Badge {
  if (direction === "INBOUND") return { label: "Received", tone: "neutral", sentence: null };
  if (facts.unknownSince) {
    return { label: "May have been sent", tone: "warning", sentence: unknownSentence(facts) };
  }
  switch (facts.status) {
    case "DRAFT":
      return { label: "Draft", tone: "neutral", sentence: null };
    case "PENDING":
      return pending(facts);
    case "SCHEDULED":
      return scheduled(facts);
    case "SENT":
      if (facts.clickedAt) return clicked(facts.clickedAt, facts);
      if (facts.channel === "IN_APP") return UNREAD;
      return { label: "Sent", tone: "progress", sentence: null };
    case "DELIVERED":
      if (facts.clickedAt) return clicked(facts.clickedAt, facts);
      return facts.openedAt
        ? {
            label: `Opened ${past(facts.openedAt, facts.clinicZone, facts.now)}`,
            tone: "success",
            sentence: null,
          }
        : { label: "Delivered", tone: "success", sentence: null };
    case "CANCELLED":
      return cancelled(facts);
    case "FAILED":
    case "BOUNCED":
      return failed(facts);
  }
}

/** Another way follows when she does not look. */
const UNREAD: Badge = { label: "In the portal, not opened yet", tone: "progress", sentence: null };

/** Nobody need do anything: the patient was told. */
export const ANSWERED_BY_VENDOR: Badge = {
  label: "Not needed",
  tone: "neutral",
  sentence: "The text service blocked this number and answered by itself, so ours was not sent.",
};

/** Who opened its link has read it, whatever else is known. */
function clicked(at: Date, { clinicZone, now }: WordFacts): Badge {
  return { label: `Opened the link, ${past(at, clinicZone, now)}`, tone: "success", sentence: null };
}

/** The sentence for an attempt whose answer never came. */
export function unknownSentence(facts: WordFacts): string {
  const at = facts.unknownSince ? ` at ${past(facts.unknownSince, facts.clinicZone, facts.now)}` : "";
  return `May have been sent. The ${CHANNEL_WORDS[facts.channel].service} did not answer${at}. ${checkedSentence(facts)} Sending again could reach ${facts.name} twice.`;
}

/** What a vendor can be asked is known within this; mail services cannot be asked at all (providers.md). */
const CHECKED_MS = 10 * 60_000;

function checkedSentence({ channel, unknownSince, now, name }: WordFacts): string {
  if (channel === "EMAIL") return `We cannot ask it; a report may still come. If it matters, call ${name}.`;
  const age = unknownSince ? now.getTime() - unknownSince.getTime() : 0;
  if (age > CHECKED_MS) return `We could not find out yet. If it matters, call ${name}.`;
  return "We are checking; this usually takes under 5 minutes.";
}

function pending(facts: WordFacts): Badge {
  const retried = retriedSentence(facts);
  if (retried) return { label: retried.split(":", 1)[0] ?? "Waiting", tone: "warning", sentence: retried };
  return { label: "Sending", tone: "progress", sentence: null };
}

/** "tomorrow at 8:00 AM", and whose morning that is where it is not the clinic's. */
function momentThere(at: Date, { zone, clinicZone, name, now }: WordFacts): string {
  return `${moment(at, zone, now)}${zone === clinicZone ? "" : ` ${name}'s time`}`;
}

function scheduled(facts: WordFacts): Badge {
  if (facts.reason === "scheduled" || facts.reason === null) {
    const at = facts.until ? momentThere(facts.until, facts) : "later";
    return { label: `Goes out ${at}`, tone: "neutral", sentence: null };
  }
  const sentence = ruleSentence(facts);
  if (!sentence) return pending(facts);
  const label = facts.until ? `Held until ${momentThere(facts.until, facts)}` : "Held";
  return { label, tone: "warning", sentence };
}

function failed(facts: WordFacts): Badge {
  const byRule = ruleSentence(facts);
  if (byRule) return { label: "Not sent", tone: "danger", sentence: byRule };
  const sentence = facts.reason === "opted_out" ? optedOutAtVendor(facts) : endedSentence(facts);
  const words = sentence ?? `Not delivered. Try another way, or call ${facts.name}.`;
  return {
    label: words.startsWith("Not sent") ? "Not sent" : "Not delivered",
    tone: "danger",
    sentence: words,
  };
}

function cancelled(facts: WordFacts): Badge {
  const cause = facts.reason ?? "";
  if (["opt_out", "deceased", "do_not_contact"].includes(cause)) {
    return { label: "Not sent", tone: "warning", sentence: ruleSentence(facts) };
  }
  return { label: "Cancelled", tone: "neutral", sentence: null };
}

/** The phone company keeps its own list; our record follows it (Twilio 21610). */
function optedOutAtVendor(facts: WordFacts): string | null {
  return ruleSentence({ ...facts, reason: "opt_out" });
}
