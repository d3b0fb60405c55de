import { AppError } from "@/lib/errors";
import { plannedAt } from "@/lib/messages/planned/rules";
import type { WallTimeIn } from "@/lib/messages/planned/schema";
import { checkPlannedTime } from "@/lib/messages/rules";

/** A request is on its way for a moment: "now" has hardly passed when it arrives. */
const GRACE_MS = 60_000;

interface Planned {
  scheduledAt: Date | null;
  scheduledFor: WallTimeIn | null;
}

/**
 * Throws `invalid` for a time that has gone by in the clinic (`time_passed`), when everybody would get it at once, which
 * nobody asked for, and for one more than a year ahead (`too_far`). `words`: what to do about the first.
 */
export function checkTimes(
  { scheduledAt, scheduledFor }: Planned,
  zone: string,
  now: Date,
  words: string,
): void {
  const { at } = plannedAt({ scheduledAt, scheduledFor: scheduledFor ?? undefined }, zone);
  if (!at) return;
  checkPlannedTime(at, now);
  if (at.getTime() > now.getTime() - GRACE_MS) return;
  const problem = `The time it was planned for has passed. ${words}`;
  const field = scheduledFor ? "scheduledFor" : "scheduledAt";
  throw new AppError("invalid", problem, "time_passed", { fields: [{ field, problem }] });
}
