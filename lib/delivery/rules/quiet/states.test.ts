import { DateTime } from "luxon";
import { describe, expect, it, test } from "vitest";
import { ClinicSettings } from "@/lib/clinics/schema";
import { decide } from "@/lib/delivery/rules/decide";
import { STATES } from "@/lib/delivery/rules/quiet/overlays";
import { stateHolidayOn } from "@/lib/delivery/rules/quiet/state-holidays";
import type { Answer } from "@/lib/delivery/schema";
import { ruleSentence } from "@/lib/messages/words/of-rules";
import { factsOf, POLICY } from "@/lib/testing/facts";

const ZONE: Record<string, string> = {
  AL: "America/Chicago",
  LA: "America/Chicago",
  MS: "America/Chicago",
  PA: "America/New_York",
  RI: "America/New_York",
  UT: "America/Denver",
};
const consents = [
  { purpose: "marketing", channel: "SMS", address: null, act: "grant", at: new Date("2020-01-01T00:00:00Z") },
] as const;
const zoneOf = (state: string) => ZONE[state] ?? "America/New_York";
const wall = (state: string, text: string) => DateTime.fromISO(text, { zone: zoneOf(state) }).toJSDate();

function ask(state: string, at: Date, category: "marketing" | "treatment" = "marketing", policy = POLICY) {
  const patient = { states: [state], zones: [zoneOf(state)] };
  return decide(factsOf({ category }, { consents: [...consents], patient }), policy, 0, at);
}
const opened = (state: string, answer: Answer) =>
  answer.kind === "hold"
    ? DateTime.fromJSDate(answer.until, { zone: zoneOf(state) }).toFormat("yyyy-MM-dd'T'HH:mm")
    : answer.kind;

describe("a state that allows no marketing on Sundays", () => {
  // 13 June 2026 is a Saturday; no holiday is near but Utah's Juneteenth, on Monday the 15th.
  it.each([
    ["AL", "2026-06-06T19:59", "allow"],
    ["AL", "2026-06-06T20:00", "2026-06-08T08:00"],
    ["AL", "2026-06-06T20:59", "2026-06-08T08:00"],
    ["AL", "2026-06-07T12:00", "2026-06-08T08:00"],
    ["AL", "2026-06-08T07:59", "2026-06-08T08:00"],
    ["AL", "2026-06-08T08:00", "allow"],
    ["LA", "2026-06-06T20:59", "2026-06-08T08:00"],
    ["MS", "2026-06-07T08:00", "2026-06-08T08:00"],
    ["RI", "2026-06-06T16:59", "allow"],
    ["RI", "2026-06-06T17:00", "2026-06-08T09:00"],
    ["RI", "2026-06-07T10:00", "2026-06-08T09:00"],
    ["UT", "2026-06-06T20:59", "allow"],
    ["UT", "2026-06-06T21:00", "2026-06-08T08:00"],
    ["UT", "2026-06-14T12:00", "2026-06-16T08:00"],
    ["TX", "2026-06-07T11:59", "2026-06-07T12:00"],
    ["PA", "2026-06-07T12:00", "allow"],
  ])("%s at %s: %s", (state, at, until) => {
    expect(opened(state, ask(state, wall(state, at)))).toBe(until);
  });

  it.each(["2026-03-08", "2026-11-01"])("in every minute of %s, on which clocks change", (date) => {
    const from = wall("UT", `${date}T00:00`).getTime();
    const monday = DateTime.fromISO(date, { zone: ZONE.UT }).plus({ days: 1 }).set({ hour: 8 });
    for (let at = from; at < monday.toMillis(); at += 60_000) {
      const answer = ask("UT", new Date(at));
      if (answer.kind !== "hold" || answer.until.getTime() !== monday.toMillis())
        throw new Error(`${new Date(at).toISOString()} is not held to Monday.`);
    }
    expect(ask("UT", monday.toJSDate()).kind).toBe("allow");
  });

  it("says so, with the law, the hour it goes and what lifts it", () => {
    const answer = ask("AL", wall("AL", "2026-06-06T20:59"));
    expect(answer).toMatchObject({
      kind: "hold",
      reasons: [
        {
          rule: "quiet_hours",
          evidence: {
            state: "Alabama",
            stateClosed: "Sundays",
            law: "Ala. Admin. Code r. 770-X-5-.17(1)(b)",
            widened: false,
          },
          remedy: "override_quiet_hours",
        },
      ],
    });
    expect(said("AL", answer, "2026-06-06T20:59")).toBe(
      "Held: Alabama allows no marketing texts on Sundays. This text goes out Monday 8:00 AM Maria's time.",
    );
  });
});

function said(state: string, answer: Answer, now: string) {
  if (answer.kind !== "hold") throw new Error("It is not held.");
  const times = { until: answer.until, now: wall(state, now), lastInboundAt: null, unknownSince: null };
  return ruleSentence({
    channel: "SMS",
    status: "SCHEDULED",
    reason: "quiet_hours",
    evidence: answer.reasons[0]?.evidence ?? {},
    name: "Maria",
    zone: zoneOf(state),
    clinicZone: zoneOf(state),
    clinicPhone: null,
    to: null,
    openedAt: null,
    clickedAt: null,
    ...times,
  });
}

test.each([
  ["MD", "2026-06-09T20:30", "Held: Maryland allows no marketing texts at this hour."],
  ["AL", "2026-04-27T12:00", "Held: Alabama allows no marketing texts on Confederate Memorial Day."],
  ["PA", "2026-04-03T12:00", "Held: Pennsylvania allows no marketing texts on Good Friday."],
])("%s at %s: %s", (state, at, sentence) => {
  expect(said(state, ask(state, wall(state, at)), at)).toContain(sentence);
});

test("the law of the land and the clinic's own hours are told as before", () => {
  const night = ask("UT", wall("UT", "2026-06-09T23:00"));
  expect(said("UT", night, "2026-06-09T23:00")).toBe(
    "It is 11:00 PM for Maria. This text goes out at 8:00 AM Maria's time.",
  );
});

test("what is not marketing goes on a Sunday, unless the clinic keeps the states' laws for every text", () => {
  const sunday = wall("AL", "2026-06-07T12:00");
  expect(ask("AL", sunday, "treatment").kind).toBe("allow");
  const all = ClinicSettings.parse({ quietHours: { overlays: "all", openingSpreadMinutes: 0 } });
  const held = ask("AL", sunday, "treatment", all);
  expect(opened("AL", held)).toBe("2026-06-08T08:00");
  expect(said("AL", held, "2026-06-07T12:00")).toContain("and your clinic keeps that for every text");
});

test("a patient who may be in either of two states waits for both", () => {
  const patient = { states: ["FL", "AL"], zones: ["America/Chicago", "America/New_York"] };
  const facts = factsOf({ category: "marketing" }, { consents: [...consents], patient });
  const answer = decide(facts, POLICY, 0, wall("AL", "2026-06-07T12:00"));
  expect(opened("AL", answer)).toBe("2026-06-08T08:00");
  expect(answer).toMatchObject({ reasons: [{ evidence: { state: "Alabama" } }] });
});

describe("holidays on which a state forbids marketing", () => {
  it.each([
    ["AL", "2026-11-26T12:00", "2026-11-27T08:00", "Thanksgiving Day"],
    ["AL", "2026-06-01T12:00", "2026-06-02T08:00", "Jefferson Davis' birthday"],
    ["LA", "2026-02-17T12:00", "2026-02-18T08:00", "Mardi Gras"],
    ["PA", "2026-11-03T12:00", "2026-11-04T08:00", "Election Day"],
    ["RI", "2026-08-10T12:00", "2026-08-11T09:00", "Victory Day"],
    // A Saturday's holiday is kept on the Friday; then comes Sunday.
    ["UT", "2027-07-23T12:00", "2027-07-26T08:00", "Pioneer Day"],
    // Christmas of 2026 is a Friday: Saturday is open.
    ["UT", "2026-12-24T22:00", "2026-12-26T08:00", null],
  ])("%s at %s: until %s", (state, at, until, holiday) => {
    const answer = ask(state, wall(state, at));
    expect(opened(state, answer)).toBe(until);
    if (holiday) expect(answer).toMatchObject({ reasons: [{ evidence: { holiday } }] });
  });

  it.each([
    ["Florida keeps none", "FL", "2026-11-26T12:00"],
    ["Mississippi keeps none since 2023", "MS", "2026-11-26T12:00"],
    ["Pennsylvania does not keep Juneteenth", "PA", "2026-06-19T12:00"],
    ["nor does Louisiana", "LA", "2026-06-19T12:00"],
    ["Utah keeps it on the Monday before", "UT", "2026-06-19T12:00"],
  ])("%s", (_, state, at) => {
    expect(ask(state, wall(state, at)).kind).toBe("allow");
  });

  it("all where the clinic keeps federal holidays everywhere", () => {
    const policy = ClinicSettings.parse({ quietHours: { holidays: true, openingSpreadMinutes: 0 } });
    expect(opened("FL", ask("FL", wall("FL", "2026-11-26T12:00"), "marketing", policy))).toBe(
      "2026-11-27T08:00",
    );
  });
});

test.each([
  // Easter Sundays as the churches publish them: Good Friday is two days before, Mardi Gras 47.
  ["LA", "2024-03-29", "Good Friday"],
  ["LA", "2025-04-18", "Good Friday"],
  ["LA", "2027-03-26", "Good Friday"],
  ["LA", "2028-04-14", "Good Friday"],
  ["LA", "2038-04-23", "Good Friday"],
  ["LA", "2025-03-04", "Mardi Gras"],
  ["LA", "2027-02-09", "Mardi Gras"],
  ["AL", "2027-04-26", "Confederate Memorial Day"],
  ["UT", "2026-06-15", "Juneteenth"],
  ["UT", "2028-06-19", "Juneteenth"],
  ["UT", "2027-06-21", "Juneteenth"],
  ["UT", "2033-06-20", "Juneteenth"],
  ["RI", "2031-05-05", "Rhode Island Independence Day"],
  ["RI", "2026-11-03", "Election Day"],
  ["RI", "2027-11-02", null],
  ["PA", "2027-11-02", "Election Day"],
  ["PA", "2027-06-14", "Flag Day"],
  ["RI", "2026-06-19", "Juneteenth"],
  ["MS", "2026-12-25", null],
])("%s on %s: %s", (state, date, name) => {
  expect(stateHolidayOn(state, date)).toBe(name);
});

test("each state names its law, and every week has seven days with some minute open", () => {
  for (const { law, week } of Object.values(STATES)) {
    expect(law.length).toBeGreaterThan(5);
    expect(week).toHaveLength(7);
    expect(week.some((day) => day.length > 0)).toBe(true);
    // Never wider than 47 CFR 64.1200(c)(1): a state can only close.
    for (const [open, close] of week.flat()) expect(open >= 480 && close <= 1_260).toBe(true);
  }
});
