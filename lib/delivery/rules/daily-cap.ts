import type { Policy } from "@/lib/clinics/schema";
import { placeAt } from "@/lib/delivery/rules/quiet/place";
import { releaseUntil } from "@/lib/delivery/rules/quiet/reply";
import { channelOf, pointOf } from "@/lib/delivery/rules/target";
import { localDateOf, nextDayIn } from "@/lib/delivery/rules/time";
import type { Evidence, Facts, MessageFacts, Rule, Verdict } from "@/lib/delivery/schema";

/** The calendar whose days are counted. */
export function capZoneOf(facts: Pick<Facts, "patient">, at: Date): string {
  return placeAt(facts.patient, at).zones[0] ?? "UTC";
}

/** Keyword and emergency replies are not counted; the after-hours answer is. */
const isExempt = (message: MessageFacts) => message.isAutomatic && !message.isAfterHoursReply;

/** The slot a hand-off of this hop takes on that date; null when it is exempt or holds the slot already. */
export function slotOf(facts: Facts, hop: number, at: Date): string | null {
  if (isExempt(facts.message)) return null;
  const date = localDateOf(at, capZoneOf(facts, at));
  return facts.slots.includes(`${hop}/${date}`) ? null : date;
}

/** How many messages of this kind one day takes, and why no more. */
function limitOf({ priority, category }: MessageFacts, policy: Policy): { most: number; limit: string } {
  const crowd = priority === "bulk" || category === "marketing";
  const kept = priority === "urgent" ? 0 : policy.dailyReserve;
  const most = Math.max(0, policy.dailyCap - kept);
  if (crowd && policy.bulkCap < most) return { most: policy.bulkCap, limit: "bulk" };
  return { most, limit: kept > 0 ? "reserve" : "day" };
}

/** Held until the calendar turns, with who may release it. */
function fullDay(facts: Facts, at: Date, seen: Evidence): Verdict {
  const zone = capZoneOf(facts, at);
  const until = nextDayIn(at, zone);
  const waiting = releaseUntil(facts);
  return {
    kind: "hold",
    until,
    evidence: {
      ...seen,
      zone,
      opensAt: until.toISOString(),
      waitingUntil: waiting?.toISOString() ?? null,
    },
    remedy: waiting && at <= waiting ? "release_own_reply" : "override_daily_cap",
  };
}

/** So many messages per patient and patient-local calendar day, all channels and sources together. */
export const dailyCap: Rule = {
  name: "daily_cap",
  timed: true,
  judge(facts, policy, hop, at) {
    const date = slotOf(facts, hop, at);
    if (!date) return { kind: "open" };
    const used = facts.used[date] ?? 0;
    const { most, limit } = limitOf(facts.message, policy);
    return used < most ? { kind: "open" } : fullDay(facts, at, { used, cap: most, limit, date });
  },
};

/** So many texts per day to a phone that several patients share, whoever of them they are about. */
export const householdCap: Rule = {
  name: "household_cap",
  timed: true,
  judge(facts, policy, hop, at) {
    const point = channelOf(facts, hop) === "SMS" ? pointOf(facts, "SMS") : undefined;
    const date = point && point.sharedWith > 0 ? slotOf(facts, hop, at) : null;
    if (!point || !date) return { kind: "open" };
    const used = facts.household[point.value]?.[date] ?? 0;
    const cap = policy.householdCap;
    if (used < cap) return { kind: "open" };
    return fullDay(facts, at, { used, cap, date, address: point.value, sharedWith: point.sharedWith });
  },
};
