import { createHash } from "node:crypto";
import type { Content } from "@/lib/delivery/schema";
import type { Channel } from "@/prisma/generated/enums";

/** Why a line is left out before the one decision is asked. The rules of the decision add their own names. */
export const EXCLUSIONS = [
  "bad_row",
  "unknown_patient",
  "several_patients",
  "other_name",
  "duplicate_patient",
  "duplicate_address",
  "shared_phone",
  "names_several",
  "missing_variable",
  "too_long",
  "no_words",
  "sent_today",
  "had_it",
  "cancelled",
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export interface Line {
  number: number;
  patientId: string;
  /** The channel it would go by first and the address it would go to; null: the patient has none. */
  channel: Channel;
  address: string | null;
}

export interface Left {
  reason: Exclusion;
  evidence: Record<string, string | number>;
}

/** Lines by the patient and by the address that they took; a list that is looked at in parts keeps it from part to part. */
export interface Earlier {
  people: Map<string, number>;
  addresses: Map<string, number>;
}

export const noneEarlier = (): Earlier => ({ people: new Map(), addresses: new Map() });

/**
 * Lines that would reach somebody twice, or a phone that several patients share. The first line of a patient or an
 * address stays. `shared`: phone numbers of more than one patient; with `once`, each of them gets one message.
 */
export function findRepeats(
  lines: readonly Line[],
  shared: ReadonlySet<string>,
  onShared: "exclude" | "once",
  { people, addresses }: Earlier = noneEarlier(),
): Map<number, Left> {
  const left = new Map<number, Left>();
  for (const { number, patientId, channel, address } of lines) {
    const before = people.get(patientId);
    if (before !== undefined) {
      left.set(number, { reason: "duplicate_patient", evidence: { row: before } });
      continue;
    }
    people.set(patientId, number);
    if (address === null) continue;
    if (onShared === "exclude" && channel === "SMS" && shared.has(address)) {
      left.set(number, { reason: "shared_phone", evidence: { address } });
      continue;
    }
    const key = `${channel} ${address}`;
    const taken = addresses.get(key);
    if (taken === undefined) addresses.set(key, number);
    else left.set(number, { reason: "duplicate_address", evidence: { row: taken, address } });
  }
  return left;
}

/** Says the same to the same person: 128 bits over the patient and every channel's final words. */
export function hashOf(patientId: string, content: Content): string {
  const words = [content.SMS?.body, content.EMAIL?.subject, content.EMAIL?.body, content.IN_APP?.body];
  const digest = createHash("sha256").update(JSON.stringify([patientId, ...words]));
  return digest.digest("base64url").slice(0, 22);
}
