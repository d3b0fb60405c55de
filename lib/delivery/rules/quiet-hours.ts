import { bindingState, stateEvidence } from "@/lib/delivery/rules/quiet/binding";
import { holidayAt } from "@/lib/delivery/rules/quiet/holiday";
import { hoursFor, isOverlaid } from "@/lib/delivery/rules/quiet/hours";
import { placeAt, standingAt } from "@/lib/delivery/rules/quiet/place";
import { isFreeOfHours, sendNowUntil } from "@/lib/delivery/rules/quiet/reply";
import { delayAfter } from "@/lib/delivery/rules/quiet/spread";
import { channelOf } from "@/lib/delivery/rules/target";
import { clockFace, wallTimeIn, weekdayIn } from "@/lib/delivery/rules/time";
import type { Evidence, Rule } from "@/lib/delivery/schema";

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
    const about = { channel, category, states: facts.patient.states };
    const hours = hoursFor(policy, about);
    if (!hours || isFreeOfHours(facts, at)) return { kind: "open" };
    const standing = standingAt(facts.patient, hours, at);
    const overlaid = isOverlaid(policy, channel, category);
    const holiday = overlaid ? holidayAt(facts.patient, at, policy.quietHours.holidays) : null;
    let [until, opensAt, zone] = [at, at, ""];
    let state: Evidence | null = null;
    if (holiday) {
      until = opensAt = holiday.until;
      zone = holiday.zone;
      state = holiday.state ? stateEvidence(holiday.state, null) : null;
    } else if (standing.kind === "closed") {
      until = opensAt = new Date(standing.opensAt);
      zone = standing.zone;
      state = overlaid ? bindingState(policy, about, facts.patient, at) : null;
    } else {
      const goesAt = standing.since + delayAfter(facts, policy.quietHours.openingSpreadMinutes, standing);
      if (at.getTime() >= goesAt) return { kind: "open", closesAt: new Date(standing.closesAt) };
      until = new Date(goesAt);
      opensAt = new Date(standing.since);
      zone = placeAt(facts.patient, at).zones[0] ?? "UTC";
    }
    const waiting = sendNowUntil(facts, policy.replyWindowMinutes, hop);
    const place = placeAt(facts.patient, at);
    const evidence: Evidence = {
      zone,
      zoneSource: place.zoneSource,
      zones: place.zones.join(", "),
      states: overlaid ? facts.patient.states.join(", ") : null,
      ...(holiday ? { holiday: holiday.name } : {}),
      ...(state ? { ...state, widened: category !== "marketing" } : {}),
      localTime: wallTimeIn(at, zone),
      // The quiet time that holds it: from the last closing on this weekday to the opening.
      start: clockFace(hours.week[weekdayIn(at, zone)]?.at(-1)?.[1] ?? 0),
      end: wallTimeIn(opensAt, zone),
      opensAt: opensAt.toISOString(),
      waitingUntil: waiting?.toISOString() ?? null,
    };
    const remedy = waiting && at <= waiting ? "send_now_waiting" : "override_quiet_hours";
    return { kind: "hold", until, evidence, remedy };
  },
};
