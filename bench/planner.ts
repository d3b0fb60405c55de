import { v7 as uuid } from "uuid";
import { type Figures, figure } from "@/bench/report";
import { ClinicSettings, type Policy } from "@/lib/clinics/schema";
import { decide } from "@/lib/delivery/rules/decide";
import { quietHours } from "@/lib/delivery/rules/quiet-hours";
import type { Facts } from "@/lib/delivery/schema";
import { factsOf } from "@/lib/testing/facts";

const ROUNDS = 5;
const MOST_STEPS = 60;
/** Twenty zones of the United States and abroad; every tenth patient may be in two. */
const ZONES = [
  ..."New_York Chicago Denver Phoenix Los_Angeles Anchorage Adak Boise Detroit Puerto_Rico Indiana/Indianapolis Indiana/Tell_City Kentucky/Louisville"
    .split(" ")
    .map((city) => `America/${city}`),
  "Pacific/Honolulu",
  "Pacific/Guam",
  "Europe/London",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Apia",
];
const STATES = ["CO", "FL", "NY", "TX", "CA", "WA", "OK"];

/** By night for one half of the world and by day for the other. */
const NOW = new Date("2026-06-17T03:30:00.000Z");

function recipient(index: number): Facts {
  const zone = ZONES[index % ZONES.length] ?? "UTC";
  const second = index % 10 === 0 ? ZONES[(index * 7 + 3) % ZONES.length] : undefined;
  const patientId = uuid();
  return factsOf(
    {
      id: uuid(),
      patientId,
      createdAt: NOW,
      createdByKind: "key",
      priority: "bulk",
      category: "appointment",
    },
    {
      asOf: NOW,
      patient: {
        id: patientId,
        zones: second && second !== zone ? [second, zone].sort() : [zone],
        states: [STATES[index % STATES.length] ?? "CO"],
      },
      used: { "2026-06-16": index % 8 },
    },
  );
}

/** The first instant at which the hours let it go. */
function plan(facts: Facts, policy: Policy): number {
  let at = NOW;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const verdict = quietHours.judge(facts, policy, 0, at);
    if (verdict.kind !== "hold") return at.getTime();
    at = verdict.until;
  }
  return Number.POSITIVE_INFINITY;
}

/** Wall time and processor time of `ROUNDS` rounds over everyone, in seconds a round. */
function timed(recipients: readonly Facts[], work: (facts: Facts) => unknown) {
  const walls: number[] = [];
  const began = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    for (const facts of recipients) work(facts);
    walls.push((performance.now() - startedAt) / 1_000);
  }
  const { user, system } = process.cpuUsage(began);
  return { first: walls[0] ?? 0, best: Math.min(...walls), cpu: (user + system) / 1_000_000 / ROUNDS };
}

/**
 * How long it takes to plan so many recipients in twenty zones, their facts in memory: their hours alone, and the whole
 * decision with every rule. The first round finds nothing reckoned before.
 */
export async function measurePlanner(count: number): Promise<Figures> {
  const policy = ClinicSettings.parse({ quietHours: { overlays: "all" } });
  const recipients = Array.from({ length: count }, (_, index) => recipient(index));
  const hours = timed(recipients, (facts) => plan(facts, policy));
  const whole = timed(recipients, (facts) => decide(facts, policy, 0, NOW));
  const held = recipients.filter((facts) => plan(facts, policy) > NOW.getTime()).length;
  const goal = { most: count / 100_000 };
  return {
    recipients: figure(count, ""),
    "hours planned, first time": figure(hours.first, "s", goal),
    "hours planned, best": figure(hours.best, "s", goal),
    "hours planned, processor": figure(hours.cpu, "s"),
    "whole decision, first time": figure(whole.first, "s"),
    "whole decision, best": figure(whole.best, "s"),
    "whole decision, processor": figure(whole.cpu, "s"),
    "held by their hours": figure((100 * held) / count, "%"),
  };
}
