import { localDateOf, nextDayIn } from "@/lib/delivery/rules/time";
import type { Facts, Rule } from "@/lib/delivery/schema";

/** The calendar whose days are counted. */
export function capZoneOf(facts: Pick<Facts, "patient">): string {
  return facts.patient.zones[0] ?? "UTC";
}

/** The slot a hand-off of this hop takes on that date; null when it is exempt or holds the slot already. */
export function slotOf(facts: Facts, hop: number, at: Date): string | null {
  if (facts.message.isAutomatic) return null;
  const date = localDateOf(at, capZoneOf(facts));
  return facts.slots.includes(`${hop}/${date}`) ? null : date;
}

/** So many messages per patient and patient-local calendar day, all channels and sources together. */
export const dailyCap: Rule = {
  name: "daily_cap",
  timed: true,
  judge(facts, policy, hop, at) {
    const date = slotOf(facts, hop, at);
    const used = date ? (facts.used[date] ?? 0) : 0;
    if (!date || used < policy.dailyCap) return { kind: "open" };
    const zone = capZoneOf(facts);
    const until = nextDayIn(at, zone);
    const evidence = { used, cap: policy.dailyCap, date, zone, opensAt: until.toISOString() };
    return { kind: "hold", until, evidence, remedy: "override_daily_cap" };
  },
};
