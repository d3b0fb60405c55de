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

/** Whether the next person on call is to be told now. Nobody is told of what the desk still has hours for. */
export function isAlertDue(one: Standing, clinic: Clinic, now: Date): boolean {
  if (clinic.people === 0 || clinic.stopped) return false;
  if (now.getTime() - one.at.getTime() > ALERT_HOURS * 3_600_000) return false;
  // The desk went home and nobody had it.
  if (one.alertDue === null) return !clinic.open && one.step === 0;
  return one.alertDue <= now;
}

/** When the one after is told. */
export const nextAlertAt = (now: Date) => new Date(now.getTime() + NEXT_PERSON_MINUTES * 60_000);

/**
 * Whether the next person is told at once because this one could not be: while not everybody was tried within the last
 * five minutes, so that a vendor that refuses everything is asked no more than once a person in that time.
 */
export const passesOn = (triedLately: number, people: number) => triedLately < people;
