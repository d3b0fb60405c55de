import { type Hours, hoursFor, isOverlaid } from "@/lib/delivery/rules/quiet/hours";
import { placeAt, standingAt } from "@/lib/delivery/rules/quiet/place";
import { isFreeOfHours, sendNowUntil } from "@/lib/delivery/rules/quiet/reply";
import { delayAfter } from "@/lib/delivery/rules/quiet/spread";
import { channelOf } from "@/lib/delivery/rules/target";
import { localDateOf, wallTimeIn } from "@/lib/delivery/rules/time";
import type { Evidence, Facts, Rule } from "@/lib/delivery/schema";

/**
 * 47 CFR 64.1200(c)(1) in every zone the patient may be in, with what the clinic and the patient's state keep stricter.
 * Quiet hours bind what we start; an answer to a patient who waits is offered to staff as an exception.
 */
export const quietHours: Rule = {
  name: "quiet_hours",
  timed: true,
  judge(facts, policy, hop, at) {
    const channel = channelOf(facts, hop);
    const { category } = facts.message;
    const hours = hoursFor(policy, { channel, category, states: facts.patient.states });
    if (!hours || isFreeOfHours(facts, at)) return { kind: "open" };
    const standing = standingAt(facts.patient, hours, at);
    const waiting = sendNowUntil(facts, policy.replyWindowMinutes, hop);
    const remedy = waiting && at <= waiting ? "send_now_waiting" : "override_quiet_hours";
    const evidenceOf = (opensAt: Date, zone: string): Evidence => ({
      ...evidence(facts, hours, at, opensAt, zone),
      states: isOverlaid(policy, channel, category) ? facts.patient.states.join(", ") : null,
      waitingUntil: waiting?.toISOString() ?? null,
    });
    if (standing.kind === "closed") {
      const until = new Date(standing.opensAt);
      return { kind: "hold", until, evidence: evidenceOf(until, standing.zone), remedy };
    }
    const goesAt = standing.since + delayAfter(facts, policy.quietHours.openingSpreadMinutes, standing);
    if (at.getTime() < goesAt) {
      const zone = placeAt(facts.patient, at).zones[0] ?? "UTC";
      return {
        kind: "hold",
        until: new Date(goesAt),
        evidence: evidenceOf(new Date(standing.since), zone),
        remedy,
      };
    }
    return { kind: "open", closesAt: new Date(standing.closesAt) };
  },
};

const wall = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** The quiet time that holds it: from the last closing on this weekday to the opening. */
function evidence(facts: Facts, hours: Hours, at: Date, opensAt: Date, zone: string): Evidence {
  const place = placeAt(facts.patient, at);
  const day = (new Date(`${localDateOf(at, zone)}T00:00:00Z`).getUTCDay() + 6) % 7;
  const closing = hours.week[day]?.at(-1)?.[1] ?? 0;
  return {
    zone,
    zoneSource: place.zoneSource,
    zones: place.zones.join(", "),
    localTime: wallTimeIn(at, zone),
    start: wall(closing),
    end: wallTimeIn(opensAt, zone),
    opensAt: opensAt.toISOString(),
  };
}
