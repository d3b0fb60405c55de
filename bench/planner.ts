import { v7 as uuid } from "uuid";
import { type Figures, figure } from "@/bench/report";
import { ClinicSettings } from "@/lib/clinics/schema";
import { decide } from "@/lib/delivery/rules/decide";
import type { Facts } from "@/lib/delivery/schema";
import { factsOf } from "@/lib/testing/facts";

const ROUNDS = 5;
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
    { id: uuid(), patientId, createdAt: NOW, createdByKind: "key", priority: "bulk", category: "reminder" },
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

/** How long the one decision takes about so many recipients, their facts in memory: every rule, every time. */
export async function measurePlanner(count: number): Promise<Figures> {
  const policy = ClinicSettings.parse({ quietHours: { overlays: "all" } });
  const recipients = Array.from({ length: count }, (_, index) => recipient(index));
  const times: number[] = [];
  let held = 0;
  let cold = 0;
  const began = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    held = recipients.filter((facts) => decide(facts, policy, 0, NOW).kind === "hold").length;
    const took = (performance.now() - startedAt) / 1_000;
    if (round === 0) cold = took;
    else times.push(took);
  }
  const spent = process.cpuUsage(began);
  const goal = { most: count / 100_000 };
  return {
    recipients: figure(count, ""),
    "planned, first time": figure(cold, "s", goal),
    "planned again, worst": figure(Math.max(...times), "s", goal),
    "planned again, best": figure(Math.min(...times), "s"),
    "processor time, each": figure((spent.user + spent.system) / ROUNDS / count, "µs"),
    "held to a later hour": figure((100 * held) / count, "%"),
  };
}
