import type { Guess } from "@/lib/households/schema";
import { fold } from "@/lib/patients/rules";

export interface Relative {
  patientId: string;
  firstName: string;
  lastName: string;
  restricted: boolean;
  deceased: boolean;
  /** 18 or older by the chart; an unknown birthday says no. */
  adult: boolean;
}

interface Point {
  kind: string;
  value: string;
  isPrimary: boolean;
  health: string;
}

/** The number that a text to this person goes to: the first open one, the primary before others; null: none. */
export function phoneOf({ contactPoints }: { contactPoints: readonly Point[] }): string | null {
  const phones = contactPoints.filter(({ kind, health }) => kind === "phone" && health !== "closed");
  return (phones.find((point) => point.isPrimary) ?? phones[0])?.value ?? null;
}

export interface VisitFact {
  patientId: string;
  startsAt: Date;
}

/** A text of ours answers for this long to whom their next words are about: 24 hours. */
export const LAST_TEXT_MS = 24 * 3_600_000;

/** A visit further away says nothing about today's text: 45 days to come, 7 days past. */
export const VISITS_AHEAD_MS = 45 * 24 * 3_600_000;
export const VISITS_PAST_MS = 7 * 24 * 3_600_000;

/**
 * Whom a message from a shared phone is probably about: the one our last text there was about, else the one whose
 * visit is nearest in time, else the first of those who live. `members` is not empty.
 */
export function guessMember(
  members: readonly Pick<Relative, "patientId" | "deceased">[],
  lastText: string | null,
  visits: readonly VisitFact[],
  at: Date,
): { patientId: string; guess: Guess } {
  const living = members.filter((one) => !one.deceased);
  const able = living.length > 0 ? living : members;
  const known = new Set(able.map((one) => one.patientId));
  if (lastText && known.has(lastText)) return { patientId: lastText, guess: "last_text" };
  const away = (visit: VisitFact) => Math.abs(visit.startsAt.getTime() - at.getTime());
  const nearest = visits
    .filter((visit) => known.has(visit.patientId))
    .reduce<VisitFact | null>((best, visit) => (!best || away(visit) < away(best) ? visit : best), null);
  if (nearest) return { patientId: nearest.patientId, guess: "next_visit" };
  return { patientId: able[0]?.patientId ?? "", guess: "nobody_nearer" };
}

export const UNNAMED = "Restricted chart";

/** How staff are shown each member: a restricted chart without its name, two of one name with their last names. */
export function memberNames(members: readonly Relative[]): Map<string, string> {
  const shown = members.filter((one) => !one.restricted);
  const hidden = members.filter((one) => one.restricted);
  const twice = (one: Relative) => shown.filter((other) => other.firstName === one.firstName).length > 1;
  return new Map([
    ...shown.map((one): [string, string] => [
      one.patientId,
      twice(one) ? `${one.firstName} ${one.lastName}`.trim() : one.firstName,
    ]),
    ...hidden.map((one, at): [string, string] => [
      one.patientId,
      hidden.length > 1 ? `${UNNAMED} ${at + 1}` : UNNAMED,
    ]),
  ]);
}

/** Whether these words are a list of patients: two children, or two adults. A mother and her child are a greeting. */
export function namesSeveral(words: string, members: readonly Relative[]): boolean {
  const named = namedIn(words, members);
  const adults = named.filter((one) => one.adult).length;
  return adults > 1 || named.length - adults > 1;
}

/** The members whose first names stand in these words, as whole words, whatever their case and accents. */
export function namedIn<T extends { firstName: string }>(words: string, members: readonly T[]): T[] {
  const text = ` ${fold(words).replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  const seen = new Set<string>();
  return members.filter((one) => {
    const name = fold(one.firstName)
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
    if (name.length < 2 || seen.has(name) || !text.includes(` ${name} `)) return false;
    seen.add(name);
    return true;
  });
}
