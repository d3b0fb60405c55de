import { normalizeEmail } from "@/lib/patients/rules";
import type { ContactHealth, ContactKind, SuppressionReason } from "@/prisma/generated/enums";

/** By failure reason of `lib/providers/port.ts`. */
const CLOSED: Partial<Record<string, string>> = {
  landline: "This is a landline and cannot get texts. Call, or add a mobile number.",
  number_gone: "This number is no longer in service. We stopped texting it. Ask for a new one.",
  number_invalid: "There is no such number. Ask for another one.",
  mailbox_unknown: "This mailbox does not exist.",
  address_invalid: "This address does not exist.",
  wrong_number: "Someone at this number says it is not this patient's. Ask for a new one.",
};

const STOPPED: Record<SuppressionReason, { phone: string; email: string }> = {
  stop: {
    phone: "Texts were stopped by texting STOP. Only the patient can turn them on again, by texting START.",
    email: "Stopped by the patient.",
  },
  unsubscribe: {
    phone: "Unsubscribed by the patient.",
    email: "Unsubscribed from our email by the patient.",
  },
  complaint: {
    phone: "Reported as unwanted. We stopped texting it.",
    email: "Marked as spam. We stopped writing to it.",
  },
  hard_bounce: {
    phone: "This number is no longer in service. We stopped texting it. Ask for a new one.",
    email: "This mailbox does not exist. Ask for another address.",
  },
  vendor_block: {
    phone: "The text service refuses this number: the patient stopped texts there. They can text START.",
    email: "The email service refuses this address.",
  },
  wrong_number: {
    phone: "Someone at this number says it is not this patient's. Ask for a new one.",
    email: "Someone at this address says it is not this patient's. Ask for another one.",
  },
  staff: { phone: "Closed by staff.", email: "Closed by staff." },
};

/** What staff should know about a contact point, worst first; null when all is well. */
export function healthWords(point: {
  kind: ContactKind;
  value: string;
  health: ContactHealth;
  healthReason: string | null;
  suppressed: SuppressionReason | null;
  sharedWith: readonly string[];
  /** A person said that it works, and its vendor is to forget that it did not. */
  releasing?: { problem: string | null } | null;
}): string | null {
  if (point.releasing) {
    return point.releasing.problem === null
      ? "Checked by a person. We are asking the mail company to take it off its list; mail goes there again after that."
      : "Checked by a person. The mail company did not take it off its list yet. We keep asking; mail goes there again after that.";
  }
  if (point.kind === "device") {
    return point.health === "closed" ? "The app is no longer on this device." : null;
  }
  const { kind } = point;
  if (point.suppressed) {
    const shared = point.sharedWith.length > 0 && kind === "phone";
    return `${STOPPED[point.suppressed][kind]}${shared ? " This phone is shared: it is closed for all of them." : ""}`;
  }
  const suggestion = point.kind === "email" ? suggestionFor(point.value) : null;
  const meant = suggestion ? `Did they mean ${suggestion.split("@")[1]}?` : null;
  if (point.health === "closed") {
    const words = CLOSED[point.healthReason ?? ""];
    if (kind === "phone") return words ?? "Texts to this number do not arrive. Ask for another one.";
    return `${words ?? "Mail to this address does not arrive."} ${meant ?? "Ask for another one."}`;
  }
  if (point.health === "failing") {
    return kind === "email"
      ? "The last mail did not arrive. We keep trying."
      : "The last texts did not arrive. We keep trying.";
  }
  if (meant) return meant;
  if (point.sharedWith.length > 0) return `Shared with ${listed(point.sharedWith)}.`;
  return null;
}

/** A likelier spelling of a stored mail address. */
export function suggestionFor(email: string): string | null {
  const answer = normalizeEmail(email);
  return answer.problem === undefined ? answer.suggestion : null;
}

function listed(names: readonly string[]): string {
  if (names.length === 1) return names[0] ?? "";
  if (names.length > 4) return `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

interface ConsentLine {
  purpose: string;
  channel: string;
  address: string | null;
  at: Date;
}

/**
 * The newest line of the ledger for each purpose, channel and address. One about all addresses of a channel ends what
 * was said of each before, and is no longer told when each of the patient's `addresses` has a later line of its own.
 */
export function standingConsents<T extends ConsentLine>(
  events: readonly T[],
  addresses: readonly { channel: string; address: string }[] = [],
): T[] {
  const keyOf = ({ purpose, channel }: ConsentLine, address: string | null) =>
    `${purpose} ${channel} ${address ?? ""}`;
  const newest = new Map<string, T>();
  for (const event of events) {
    const key = keyOf(event, event.address);
    const known = newest.get(key);
    if (!known || known.at <= event.at) newest.set(key, event);
  }
  const isOutdated = (line: T): boolean => {
    if (line.address !== null) return (newest.get(keyOf(line, null))?.at ?? line.at) > line.at;
    const own = addresses.filter(({ channel }) => channel === line.channel);
    return (
      own.length > 0 && own.every(({ address }) => (newest.get(keyOf(line, address))?.at ?? 0) >= line.at)
    );
  };
  const told = [...newest.values()].filter((line) => !isOutdated(line));
  return told.sort((a, b) => b.at.getTime() - a.at.getTime());
}
