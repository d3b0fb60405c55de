/** What a receipt says of its address: it works, it failed for now, or it is dead. */
export type Verdict = "ok" | "failing" | "closed";

/** What one receipt said about an address, in the order of the vendor's clock. */
export interface Experience {
  worked: boolean;
  reason: string | null;
  at: Date;
}

/**
 * Temporary failures in a row after which an address is not used any more: as many as Notifuse takes, and over days,
 * because one evening with a phone switched off must close nobody's number.
 */
export const STREAK = { most: 5, days: 3 };

export interface Standing {
  health: "ok" | "failing" | "closed";
  softFailures: number;
  reason: string | null;
  at: Date;
}

/** Where an address stands after everything it went through, in whatever order that was told. Null: nothing is known. */
export function standingOf(experiences: readonly Experience[]): Standing | null {
  const sorted = experiences.toSorted(
    (a, b) => b.at.getTime() - a.at.getTime() || Number(b.worked) - Number(a.worked),
  );
  const [newest] = sorted;
  if (!newest) return null;
  const end = sorted.findIndex(({ worked }) => worked);
  const streak = end === -1 ? sorted : sorted.slice(0, end);
  const oldest = streak.at(-1);
  if (!oldest) return { health: "ok", softFailures: 0, reason: null, at: newest.at };
  const lasted = newest.at.getTime() - oldest.at.getTime() >= STREAK.days * 86_400_000;
  const health = streak.length >= STREAK.most && lasted ? "closed" : "failing";
  // Of several at one instant the same one for every reader.
  const reasons = streak.filter(({ at }) => at.getTime() === newest.at.getTime()).map(({ reason }) => reason);
  return { health, softFailures: streak.length, reason: reasons.sort()[0] ?? null, at: newest.at };
}

/** Failures that are the vendor's, the sender's or the message's own, and say nothing about the address. */
const NOT_ITS_FAULT = [
  "rate_limited",
  "daily_limit",
  "service_down",
  "expired_in_queue",
  "content_refused",
  "sender_not_ready",
  "credentials",
  "malformed",
  "not_configured",
  "unconfirmed",
];

/** Whether a receipt is an experience with its address at all; a deferral is none, it is tried again. */
export function experienceOf(receipt: {
  kind: string;
  soft: boolean;
  reason: string | null;
  at: Date;
}): Experience | null {
  const { kind, soft, reason, at } = receipt;
  if (kind === "delivered") return { worked: true, reason: null, at };
  if ((kind !== "failed" && kind !== "bounced") || !soft) return null;
  return NOT_ITS_FAULT.includes(reason ?? "") ? null : { worked: false, reason, at };
}
