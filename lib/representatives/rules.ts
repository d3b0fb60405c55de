import type { RelatedFact } from "@/lib/delivery/facts/schema";
import { represents, type Ward } from "@/lib/delivery/rules/people/barrier";
import type { RestrictionLabel } from "@/prisma/generated/enums";

/** Why a message stays shut for whoever acts for its patient. Kept in the access log; the reader is told only whom to call. */
export type Shut = "not_represented" | "teen_confidential" | "not_addressed";

/** Whether this person stands for the patient now: by the rules that send them messages, and while the patient lives. */
export function actsFor(
  patient: Ward & { deceasedAt: Date | null },
  person: RelatedFact | undefined,
  now: Date,
): boolean {
  return person !== undefined && patient.deceasedAt === null && represents(patient, person, now);
}

export interface ReadingFacts {
  patient: Ward & { deceasedAt: Date | null };
  /** Undefined: nobody of this chart any more. */
  person: RelatedFact | undefined;
  /** Sensitivity labels of the message, its thread, its template and its patient, as they stand now. */
  labels: readonly RestrictionLabel[];
  /** Numbers and addresses that the message went to. */
  sentTo: readonly string[];
  /** The contact points of the chart. */
  points: readonly { value: string; belongsTo: string | null }[];
}

/**
 * Why this person may not read a message about the patient now; null: they may. What is confidential to a teenager is
 * for nobody else, and what went to the patient's own contact alone was not meant for them (45 CFR 164.502(g)(3)).
 */
export function whyShut(facts: ReadingFacts, now: Date): Shut | null {
  const { patient, person, labels, sentTo, points } = facts;
  if (!person || !actsFor(patient, person, now)) return "not_represented";
  if (labels.includes("teen_confidential")) return "teen_confidential";
  const hers = points.filter(({ belongsTo }) => belongsTo === person.id).map(({ value }) => value);
  const isHers = (address: string) => hers.includes(address) || person.addresses.includes(address);
  return sentTo.some(isHers) ? null : "not_addressed";
}

export interface InviteFacts {
  hasBirthDate: boolean;
  deceased: boolean;
  acts: boolean;
  relation: RelatedFact["relation"];
  limited: boolean;
}

/** Why this person cannot be given a sign-in, in words for staff; null: they can. */
export function whyNot(facts: InviteFacts): string | null {
  if (facts.deceased) return "This patient has died.";
  if (facts.relation === "executor") return "An executor reads no messages.";
  if (facts.limited) return "Their right is limited: what it covers is for a call.";
  if (!facts.acts) return "They do not act for this patient today.";
  return facts.hasBirthDate ? null : "Add the patient's date of birth first: the sign-in asks for it.";
}

/** Whether two people of two charts are told as one: the same name, and a number or address in common. */
export function isAlike(
  one: { name: string; phone: string | null; email: string | null },
  other: { name: string; phone: string | null; email: string | null },
): boolean {
  const plain = (name: string) => name.trim().toLowerCase().replaceAll(/\s+/g, " ");
  if (plain(one.name) !== plain(other.name)) return false;
  const same = (a: string | null, b: string | null) => a !== null && a.toLowerCase() === b?.toLowerCase();
  return same(one.phone, other.phone) || same(one.email, other.email);
}
