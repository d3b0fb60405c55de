import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { decide } from "@/lib/delivery/rules/decide";
import { quietIn } from "@/lib/delivery/rules/time";
import { factsOf, POLICY } from "@/lib/testing/facts";

const local = (text: string, zone: string) => DateTime.fromISO(text, { zone }).toJSDate();
const ask = (zones: string[], at: Date, channel: "SMS" | "EMAIL" | "PUSH" = "SMS") =>
  decide(factsOf({ plan: [channel] }, { patient: { zones } }), POLICY, 0, at);

const ZONES = [
  "America/Denver",
  "America/Phoenix",
  "Pacific/Honolulu",
  "America/Indiana/Indianapolis",
  "America/Indiana/Tell_City",
  "Asia/Kathmandu",
  "Europe/London",
  "Pacific/Guam",
];

describe.each(ZONES)("quiet hours in %s", (zone) => {
  it.each([
    ["20:59:59", "allow", null],
    ["21:00:00", "hold", "2026-06-17T08:00:00"],
    ["23:59:59", "hold", "2026-06-17T08:00:00"],
  ])("in the evening at %s: %s", (wall, kind, until) => {
    const answer = ask([zone], local(`2026-06-16T${wall}`, zone));
    expect(answer.kind).toBe(kind);
    if (answer.kind === "hold") expect(answer.until).toEqual(local(until ?? "", zone));
  });

  it.each([
    ["00:00:00", "hold"],
    ["07:59:59", "hold"],
    ["08:00:00", "allow"],
  ])("in the morning at %s: %s", (wall, kind) => {
    const answer = ask([zone], local(`2026-06-17T${wall}`, zone));
    expect(answer.kind).toBe(kind);
    if (answer.kind === "hold") expect(answer.until).toEqual(local("2026-06-17T08:00:00", zone));
  });

  it("says when the window closes while it is open", () => {
    const answer = ask([zone], local("2026-06-16T12:00:00", zone));
    expect(answer).toMatchObject({ kind: "allow", closesAt: local("2026-06-16T21:00:00", zone) });
  });
});

describe("days on which clocks change", () => {
  // The plain meaning, minute by minute: quiet while the wall shows 21:00 to 07:59.
  const isQuiet = (at: DateTime) => at.hour >= 21 || at.hour < 8;

  it.each([
    ["America/Denver", "2026-03-07"],
    ["America/Denver", "2026-10-31"],
    ["America/New_York", "2026-03-07"],
    ["America/Phoenix", "2026-03-07"],
    ["Europe/London", "2026-03-28"],
    ["Australia/Lord_Howe", "2026-04-04"],
    ["Asia/Kathmandu", "2026-03-07"],
  ])("are right to the minute in %s from %s on", (zone, day) => {
    let opening: Date | null = null;
    const start = DateTime.fromISO(`${day}T12:00:00`, { zone });
    for (let minute = 48 * 60; minute >= 0; minute -= 1) {
      const at = start.plus({ minutes: minute });
      const answer = quietIn(at.toJSDate(), zone, POLICY.quietHours);
      if (!isQuiet(at)) {
        opening = at.toJSDate();
        expect("closesAt" in answer, at.toISO() ?? "").toBe(true);
      } else if (opening) {
        expect("opensAt" in answer && answer.opensAt, at.toISO() ?? "").toEqual(opening);
      }
    }
  });

  it("hold for 10 hours on the short night and 12 on the long one", () => {
    const hours = (evening: string) => {
      const at = local(evening, "America/Denver");
      const answer = ask(["America/Denver"], at);
      return answer.kind === "hold" ? (answer.until.getTime() - at.getTime()) / 3_600_000 : 0;
    };
    expect(hours("2026-03-07T21:00:00")).toBe(10);
    expect(hours("2026-10-31T21:00:00")).toBe(12);
  });
});

describe("a patient who may be in several zones", () => {
  const both = ["America/New_York", "Pacific/Honolulu"];

  it("may be texted only where all are open", () => {
    expect(ask(both, local("2026-06-16T15:00:00", "America/New_York")).kind).toBe("allow");
    expect(ask(both, local("2026-06-16T09:00:00", "America/New_York")).kind).toBe("hold");
    expect(ask(both, local("2026-06-16T20:00:00", "Pacific/Honolulu")).kind).toBe("hold");
  });

  it("is held to the first instant at which all are open", () => {
    const answer = ask(both, local("2026-06-16T21:30:00", "America/New_York"));
    expect(answer).toMatchObject({ kind: "hold", until: local("2026-06-17T08:00:00", "Pacific/Honolulu") });
  });

  it("is never texted where the windows never meet", () => {
    const never = ["Europe/London", "Asia/Tokyo", "America/Los_Angeles"];
    expect(ask(never, local("2026-06-16T12:00:00", "Europe/London"))).toMatchObject({
      kind: "block",
      reasons: [{ rule: "quiet_hours" }],
    });
  });
});

it("binds texts, not mail, and notifications only where the clinic says so", () => {
  const night = local("2026-06-16T23:00:00", "America/Denver");
  expect(ask(["America/Denver"], night, "EMAIL").kind).toBe("allow");
  expect(ask(["America/Denver"], night, "PUSH").kind).toBe("allow");
  const strict = { ...POLICY, quietHours: { ...POLICY.quietHours, push: true } };
  expect(decide(factsOf({ plan: ["PUSH"] }), strict, 0, night).kind).toBe("hold");
});
