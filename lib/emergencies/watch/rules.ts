import { ALERT_HOURS, NEXT_PERSON_MINUTES } from "@/lib/emergencies/schema";

interface Standing {
  at: Date;
  alertDue: Date | null;
  step: number;
}

interface Clinic {
  open: boolean;
  stopped: boolean;
  /** How many people are on call. */
  people: number;
}

/** Whether somebody on call is to hear of it, now or later. Nobody is told of what the desk still has hours for. */
function isForOnCall(one: Standing, clinic: Clinic, now: Date): boolean {
  if (clinic.people === 0 || clinic.stopped) return false;
  if (now.getTime() - one.at.getTime() > ALERT_HOURS * 3_600_000) return false;
  // The desk went home and nobody had it.
  return one.alertDue !== null || (!clinic.open && one.step === 0);
}

/** Whether the next person on call is to be told now. */
export const isAlertDue = (one: Standing, clinic: Clinic, now: Date): boolean =>
  isForOnCall(one, clinic, now) && (one.alertDue ?? now) <= now;

/**
 * Whose turn it is now, by their place in the list of people, and what they hear of: with what is due also of everything
 * that would be theirs next, so that one text tells of all. Nobody hears of anything later by this.
 */
export function turnsDue<One extends Standing>(
  open: readonly One[],
  clinic: Clinic,
  now: Date,
): Map<number, One[]> {
  const turnOf = (one: One) => one.step % clinic.people;
  const due = open.filter((one) => isAlertDue(one, clinic, now)).map(turnOf);
  const waiting = open.filter((one) => isForOnCall(one, clinic, now));
  return new Map([...new Set(due)].map((turn) => [turn, waiting.filter((one) => turnOf(one) === turn)]));
}

/** When the one after is told. */
export const nextAlertAt = (now: Date) => new Date(now.getTime() + NEXT_PERSON_MINUTES * 60_000);

/**
 * Whether the next person is told at once because this one could not be: while not everybody was tried within the last
 * five minutes, so that a vendor that refuses everything is asked no more than once a person in that time.
 */
export const passesOn = (triedLately: number, people: number) => triedLately < people;
