import { expect, test } from "vitest";
import { badgeOf } from "@/lib/messages/words/badge";
import type { WordFacts } from "@/lib/messages/words/facts";

const nora: WordFacts = {
  channel: "SMS",
  status: "SCHEDULED",
  reason: "scheduled",
  evidence: {},
  name: "Nora",
  zone: "Europe/Madrid",
  clinicZone: "America/Denver",
  clinicPhone: null,
  to: "+13035550140",
  until: new Date("2026-06-16T06:00:00Z"),
  lastInboundAt: null,
  unknownSince: null,
  openedAt: null,
  clickedAt: null,
  now: new Date("2026-06-15T16:00:00Z"),
};

test.each([
  [{}, "Goes out tomorrow at 8:00 AM Nora's time"],
  [{ reason: "quiet_hours" }, "Held until tomorrow at 8:00 AM Nora's time"],
  [{ zone: "America/Denver", until: new Date("2026-06-16T14:00:00Z") }, "Goes out tomorrow at 8:00 AM"],
])("a time that is not the clinic's says whose it is: %j", (changes, label) => {
  expect(badgeOf({ ...nora, ...changes }).label).toBe(label);
});
