import { AppError } from "@/lib/errors";
import type { Channel, ContactHealth, ContactKind, MessageStatus } from "@/prisma/generated/enums";

/** Nobody plans a message further ahead than this: 366 days. */
export const MOST_AHEAD_MS = 366 * 86_400_000;

/** A clock that runs a little fast is not a wish for the past: 60 seconds. */
const SKEW_MS = 60_000;

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
 * has. What was asked for is kept even where the patient lacks an address: the decision says so in words. Throws
 * `invalid` (`no_channel`) when nothing was asked for and there is no way.
 */
export function planOf(
  asked: { channel?: Channel | undefined; plan?: Channel[] | undefined },
  patient: Reachable,
): Channel[] {
  if (asked.channel) return [asked.channel];
  if (asked.plan) return [...new Set(asked.plan)];
  const has = channelsOf(patient);
  const chosen = patient.channelOrder.filter((channel) => channel === "IN_APP" || has.includes(channel));
  const plan = chosen.length > 0 ? chosen : has.slice(0, 1);
  if (plan.length > 0) return plan;
  const problem = "This patient has no phone, mail address or app we may use. Add one, or name a channel.";
  throw new AppError("invalid", problem, "no_channel", { fields: [{ field: "channel", problem }] });
}

/** Throws `invalid` when the times of a message contradict each other or `now`. */
export function checkTimes(
  times: { scheduledAt?: Date | undefined; expiresAt?: Date | undefined },
  now: Date,
): void {
  const { scheduledAt, expiresAt } = times;
  if (scheduledAt && scheduledAt.getTime() < now.getTime() - SKEW_MS) {
    throw wrong("scheduledAt", "This time has passed.", "not_in_future");
  }
  if (scheduledAt && scheduledAt.getTime() > now.getTime() + MOST_AHEAD_MS) {
    throw wrong("scheduledAt", "A message can be planned at most a year ahead.", "too_far");
  }
  if (expiresAt && expiresAt <= (scheduledAt ?? now)) {
    throw wrong("expiresAt", "It would expire before it could be sent.", "expires_too_soon");
  }
}

const wrong = (field: string, problem: string, reason: string) =>
  new AppError("invalid", problem, reason, { fields: [{ field, problem }] });

/** Whether a person may still stop a message that nobody is handing over. */
export const isCancellable = (status: MessageStatus) => status === "SCHEDULED" || status === "PENDING";

/** Whether a message ended without reaching anybody. */
export const hasFailed = (status: MessageStatus) => status === "FAILED" || status === "BOUNCED";

/** The last words for a list: one line of at most 140 characters, cut at a whole character. */
export function snippetOf(body: string): string {
  const line = [...body.replace(/\s+/g, " ").trim()];
  return line.length <= 140 ? line.join("") : `${line.slice(0, 139).join("").trimEnd()}…`;
}
