import type { FallbackChoice } from "@/lib/clinics/schema";
import { AppError } from "@/lib/errors";
import type { Channel, ContactHealth, ContactKind, MessageStatus } from "@/prisma/generated/enums";

/** Nobody plans a message further ahead than this: 366 days. */
export const MOST_AHEAD_MS = 366 * 86_400_000;

export interface Reachable {
  channelOrder: readonly Channel[];
  contactPoints: readonly { kind: ContactKind; health: ContactHealth }[];
}

const POINT: Record<Exclude<Channel, "IN_APP">, ContactKind> = {
  SMS: "phone",
  EMAIL: "email",
  PUSH: "device",
};

/** Channels for which the patient has an address that is not closed. */
export function channelsOf(patient: Reachable): Channel[] {
  const open = (kind: ContactKind) =>
    patient.contactPoints.some((point) => point.kind === kind && point.health !== "closed");
  return (["SMS", "EMAIL", "PUSH"] as const).filter((channel) => open(POINT[channel]));
}

/**
 * Which ways to try, in order: the channel or plan asked for > the order the patient chose > the first way the patient
 * has > a text. `worded`: only these ways have words (null: all). Where the patient lacks the address, the decision
 * says so in words.
 */
export function planOf(
  asked: { channel?: Channel | undefined; plan?: Channel[] | undefined },
  patient: Reachable,
  worded: readonly Channel[] | null = null,
): Channel[] {
  if (asked.channel) return [asked.channel];
  if (asked.plan) return [...new Set(asked.plan)];
  const has = channelsOf(patient).filter((channel) => !worded || worded.includes(channel));
  const chosen = patient.channelOrder.filter((channel) =>
    channel === "IN_APP" ? !worded || worded.includes(channel) : has.includes(channel),
  );
  if (chosen.length > 0) return chosen;
  return has.length > 0 ? has.slice(0, 1) : [worded?.[0] ?? "SMS"];
}

/**
 * Throws `invalid` (`too_far`) when a message is planned too far ahead. A time that has passed is due now, and a message
 * that expires before it may go is an outcome the decision records.
 */
export function checkPlannedTime(scheduledAt: Date | null | undefined, now: Date): void {
  if (!scheduledAt || scheduledAt.getTime() <= now.getTime() + MOST_AHEAD_MS) return;
  const problem = "A message can be planned at most a year ahead.";
  throw new AppError("invalid", problem, "too_far", { fields: [{ field: "scheduledAt", problem }] });
}

/** Throws `invalid` (`too_patient`) when a way may stay silent for longer than the clinic tries at all: nothing would follow. */
export function checkPatience(minutes: FallbackChoice | undefined, giveUpHours: number): void {
  const longest = Math.max(0, ...Object.values(minutes ?? {}));
  if (longest < giveUpHours * 60) return;
  const problem = `The clinic gives up after ${giveUpHours} hours: the next way has to start before.`;
  throw new AppError("invalid", problem, "too_patient", { fields: [{ field: "fallbackMinutes", problem }] });
}

/** Whether a person may still stop a message that nobody is handing over. */
export const isCancellable = (status: MessageStatus) => status === "SCHEDULED" || status === "PENDING";

/** Whether a message ended without reaching anybody. */
export const hasFailed = (status: MessageStatus) => status === "FAILED" || status === "BOUNCED";

/** The last words for a list: one line of at most 140 characters, cut at a whole character. */
export function snippetOf(body: string): string {
  const line = [...body.replace(/\s+/g, " ").trim()];
  return line.length <= 140 ? line.join("") : `${line.slice(0, 139).join("").trimEnd()}…`;
}
