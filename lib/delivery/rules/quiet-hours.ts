import { channelOf } from "@/lib/delivery/rules/target";
import { quietIn, wallTimeIn } from "@/lib/delivery/rules/time";
import type { Rule } from "@/lib/delivery/schema";

/** 47 CFR 64.1200(c)(1), in every zone the patient may be in: where several are plausible, all must be open. */
export const quietHours: Rule = {
  name: "quiet_hours",
  timed: true,
  judge(facts, policy, hop, at) {
    const channel = channelOf(facts, hop);
    const bound = channel === "SMS" || (channel === "PUSH" && policy.quietHours.push);
    if (!bound || facts.message.isAutomatic) return { kind: "open" };
    let until = at;
    let closesAt: Date | undefined;
    let deciding = "";
    for (const zone of facts.patient.zones) {
      const hours = quietIn(at, zone, policy.quietHours);
      if ("opensAt" in hours) {
        if (hours.opensAt > until) {
          until = hours.opensAt;
          deciding = zone;
        }
      } else if (!closesAt || hours.closesAt < closesAt) closesAt = hours.closesAt;
    }
    if (!deciding) return closesAt ? { kind: "open", closesAt } : { kind: "open" };
    const evidence = {
      zone: deciding,
      zoneSource: facts.patient.zoneSource,
      zones: facts.patient.zones.join(", "),
      localTime: wallTimeIn(at, deciding),
      start: policy.quietHours.start,
      end: policy.quietHours.end,
      opensAt: until.toISOString(),
    };
    return { kind: "hold", until, evidence, remedy: "override_quiet_hours" };
  },
};
