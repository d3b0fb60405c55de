import type { Facts } from "@/lib/delivery/schema";

/** A share of 1 that is the same for the same words (FNV-1a). */
function shareOf(words: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < words.length; index += 1) {
    hash = Math.imul(hash ^ words.charCodeAt(index), 0x01000193);
  }
  // The last bits of the last letters are spread over the whole number before it is cut.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/**
 * How long after an opening this message goes, in milliseconds, so that 08:00 is no stampede: what no person waits for
 * is spread over the first minutes, by patient. Only what was held counts, and half of the time it has is left to it.
 */
export function delayAfter(
  { message }: Facts,
  minutes: number,
  opening: { since: number; closesAt: number },
): number {
  const byHand = message.createdByKind === "staff" && message.priority !== "bulk";
  if (minutes === 0 || byHand || message.priority === "urgent") return 0;
  const dueAt = Math.max(message.createdAt.getTime(), message.scheduledAt?.getTime() ?? 0);
  if (dueAt >= opening.since) return 0;
  const end = Math.min(opening.closesAt, message.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const most = Math.min(minutes * 60_000, (end - opening.since) / 2);
  return most <= 0 ? 0 : Math.floor(shareOf(`${message.patientId} ${opening.since}`) * most);
}
