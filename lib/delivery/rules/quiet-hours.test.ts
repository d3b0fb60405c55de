import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { ClinicSettings, type Policy } from "@/lib/clinics/schema";
import { decide } from "@/lib/delivery/rules/decide";
import type { Facts, MessageFacts } from "@/lib/delivery/schema";
import { factsOf, POLICY } from "@/lib/testing/facts";

const DENVER = "America/Denver";
const local = (text: string, zone = DENVER) => DateTime.fromISO(text, { zone }).toJSDate();
const settings = (quietHours: object) => ClinicSettings.parse({ quietHours });

const ask = (
  at: Date,
  given: {
    zones?: string[];
    message?: Partial<MessageFacts>;
    policy?: Policy;
    patient?: Partial<Facts["patient"]>;
    facts?: Partial<Omit<Facts, "message" | "patient">>;
  } = {},
) => {
  const patient = { zones: given.zones ?? [DENVER], ...given.patient };
  return decide(factsOf(given.message, { ...given.facts, patient }), given.policy ?? POLICY, 0, at);
};
const openedAt = (answer: ReturnType<typeof ask>) => (answer.kind === "hold" ? answer.until : answer.kind);

describe.each([
  DENVER,
  "America/Phoenix",
  "Pacific/Honolulu",
  "America/Indiana/Indianapolis",
  "America/Indiana/Tell_City",
  "Asia/Kathmandu",
  "Europe/London",
  "Pacific/Guam",
])("quiet hours in %s", (zone) => {
  it.each([
    ["2026-06-16T20:59:59", null],
    ["2026-06-16T21:00:00", "2026-06-17T08:00:00"],
    ["2026-06-16T23:59:59", "2026-06-17T08:00:00"],
    ["2026-06-17T00:00:00", "2026-06-17T08:00:00"],
    ["2026-06-17T07:59:59", "2026-06-17T08:00:00"],
    ["2026-06-17T08:00:00", null],
  ])("at %s", (wall, until) => {
    const answer = ask(local(wall, zone), { zones: [zone] });
    expect(openedAt(answer)).toEqual(until === null ? "allow" : local(until, zone));
  });

  it("says when the window closes while it is open", () => {
    const answer = ask(local("2026-06-16T12:00:00", zone), { zones: [zone] });
    expect(answer).toMatchObject({ kind: "allow", closesAt: local("2026-06-16T21:00:00", zone) });
  });
});

describe("a patient who may be in several zones", () => {
  const zones = ["America/New_York", "Pacific/Honolulu"];

  it("may be texted only where all are open, and is held to the first instant at which they are", () => {
    expect(ask(local("2026-06-16T15:00:00", "America/New_York"), { zones }).kind).toBe("allow");
    expect(ask(local("2026-06-16T09:00:00", "America/New_York"), { zones }).kind).toBe("hold");
    expect(ask(local("2026-06-16T20:00:00", "Pacific/Honolulu"), { zones }).kind).toBe("hold");
    const evening = ask(local("2026-06-16T21:30:00", "America/New_York"), { zones });
    expect(openedAt(evening)).toEqual(local("2026-06-17T08:00:00", "Pacific/Honolulu"));
  });

  it("is never texted where the windows never meet", () => {
    const never = ["Europe/London", "Asia/Tokyo", "America/Los_Angeles"];
    expect(ask(local("2026-06-16T12:00:00", "Europe/London"), { zones: never })).toMatchObject({
      kind: "block",
      reasons: [{ rule: "quiet_hours" }],
    });
  });
});

describe("a patient on a journey", () => {
  // In Honolulu, four hours behind, until 23:30 of Denver; then at home.
  const moves = { at: local("2026-06-16T23:30:00"), zones: [DENVER], zoneSource: "area_code" };
  const away = { zones: ["Pacific/Honolulu"], patient: { moves } };

  it("is held to the morning at home, when the night there begins after the return", () => {
    expect(openedAt(ask(local("2026-06-16T23:00:00"), away))).toBe("allow");
    expect(openedAt(ask(local("2026-06-16T23:30:00"), away))).toEqual(local("2026-06-17T08:00:00"));
  });

  it("closes at the return what the night at home closes", () => {
    expect(ask(local("2026-06-16T23:00:00"), away)).toMatchObject({ closesAt: moves.at });
  });

  it("is asked in the zone of the later instant, when it was planned for one", () => {
    const scheduledAt = local("2026-06-17T06:30:00");
    const answer = ask(local("2026-06-16T12:00:00"), { ...away, message: { scheduledAt } });
    expect(openedAt(answer)).toEqual(local("2026-06-17T08:00:00"));
  });
});

describe("what a clinic sets", () => {
  const saturday = local("2026-06-20T19:00:00");

  it("a weekday's hours, and days on which nothing goes", () => {
    const early = settings({ days: { "6": { start: "18:00", end: "10:00" }, "7": "closed" } });
    expect(openedAt(ask(saturday, { policy: early }))).toEqual(local("2026-06-22T08:00:00"));
    expect(ask(local("2026-06-20T17:59:59"), { policy: early }).kind).toBe("allow");
    expect(openedAt(ask(local("2026-06-20T09:00:00"), { policy: early }))).toEqual(
      local("2026-06-20T10:00:00"),
    );
  });

  it("longer quiet hours, never shorter ones than the law's", () => {
    const loose = settings({
      channels: { SMS: { start: "23:00", end: "05:00" } },
      days: { "2": { start: "23:00", end: "05:00" } },
    });
    expect(ask(local("2026-06-16T21:00:00"), { policy: loose }).kind).toBe("hold");
    for (const wrong of [{ start: "22:00" }, { end: "07:00" }, { openingSpreadMinutes: 600 }]) {
      expect(ClinicSettings.safeParse({ quietHours: wrong }).success).toBe(false);
    }
    const never = Object.fromEntries(["1", "2", "3", "4", "5", "6", "7"].map((day) => [day, "closed"]));
    expect(ClinicSettings.safeParse({ quietHours: { days: never } }).success).toBe(false);
  });

  it("binds texts; notifications and mail only where the clinic says so", () => {
    const night = local("2026-06-16T23:00:00");
    const kinds = (policy: Policy) =>
      (["SMS", "EMAIL", "PUSH"] as const).map(
        (channel) => ask(night, { policy, message: { plan: [channel] } }).kind,
      );
    expect(kinds(POLICY)).toEqual(["hold", "allow", "allow"]);
    expect(kinds(settings({ push: true }))).toEqual(["hold", "allow", "hold"]);
    expect(kinds(settings({ channels: { EMAIL: { start: "22:00", end: "06:00" } } }))).toEqual([
      "hold",
      "hold",
      "allow",
    ]);
  });

  it("mail hours that touch a clock change are as the wall shows them", () => {
    const policy = settings({ channels: { EMAIL: { start: "24:00", end: "02:30" } } });
    const mail = { policy, message: { plan: ["EMAIL" as const] } };
    // 02:30 is skipped on 8 March: the first minute at which the wall shows more is 03:00.
    expect(openedAt(ask(local("2026-03-08T01:59:00"), mail))).toEqual(local("2026-03-08T03:00:00"));
    const autumn = settings({ channels: { EMAIL: { start: "24:00", end: "01:30" } } });
    const again = new Date("2026-11-01T08:10:00Z");
    // The second 01:10 of 1 November is before 01:30 once more.
    expect(openedAt(ask(again, { ...mail, policy: autumn }))).toEqual(new Date("2026-11-01T08:30:00Z"));
  });
});

describe("a state with stricter hours", () => {
  const evening = local("2026-06-16T20:30:00");
  const marketing = (states: string[], at = evening, policy = POLICY) => {
    const grant = {
      purpose: "marketing" as const,
      channel: "SMS" as const,
      address: null,
      act: "grant" as const,
      at: local("2026-01-01"),
    };
    return ask(at, {
      policy,
      message: { category: "marketing" },
      patient: { states },
      facts: { consents: [grant] },
    });
  };

  it.each([
    ["FL", "2026-06-16T20:30:00", "2026-06-17T08:00:00"],
    ["WA", "2026-06-16T20:00:00", "2026-06-17T08:00:00"],
    ["OK", "2026-06-16T20:00:00", "2026-06-17T08:00:00"],
    ["MD", "2026-06-16T20:00:00", "2026-06-17T08:00:00"],
    ["CT", "2026-06-17T08:30:00", "2026-06-17T09:00:00"],
    ["TX", "2026-06-21T11:59:59", "2026-06-21T12:00:00"],
    ["RI", "2026-06-20T17:00:00", "2026-06-22T09:00:00"],
  ])("%s holds marketing at %s", (state, at, until) => {
    expect(openedAt(marketing([state], local(at)))).toEqual(local(until));
  });

  it("binds what may be there, and nothing else", () => {
    expect(marketing(["CO"]).kind).toBe("allow");
    expect(marketing([]).kind).toBe("allow");
    expect(marketing(["CO", "FL"]).kind).toBe("hold");
    expect(ask(evening, { patient: { states: ["FL"] } }).kind).toBe("allow");
    expect(ask(evening, { patient: { states: ["FL"] }, policy: settings({ overlays: "all" }) }).kind).toBe(
      "hold",
    );
  });
});

describe("who is never held", () => {
  const night = local("2026-06-16T22:00:00");
  const wrote = (minutesAgo: number) => ({
    answers: {
      channel: "SMS" as const,
      address: "+13035550142",
      at: new Date(night.getTime() - minutesAgo * 60_000),
    },
  });
  const auto = { isAutomatic: true, createdByKind: "system" as const };

  it("emergency and keyword replies at any time; the after-hours answer within 5 minutes of her message", () => {
    expect(ask(night, { message: auto }).kind).toBe("allow");
    const late = { ...auto, isAfterHoursReply: true };
    expect(ask(night, { message: late, facts: wrote(5) }).kind).toBe("allow");
    expect(ask(night, { message: late, facts: wrote(6) }).kind).toBe("hold");
    expect(ask(night, { message: late }).kind).toBe("hold");
  });

  const remedy = (message: Partial<MessageFacts>, minutesAgo: number, policy = POLICY) => {
    const answer = ask(night, { message, policy, facts: wrote(minutesAgo) });
    return answer.kind === "hold" ? answer.reasons[0]?.remedy : answer.kind;
  };

  it("a reply of staff is held all the same, and offers to be sent while she waits", () => {
    expect(remedy({}, 60)).toBe("send_now_waiting");
    expect(remedy({}, 61)).toBe("override_quiet_hours");
    expect(remedy({}, 100, { ...POLICY, replyWindowMinutes: 120 })).toBe("send_now_waiting");
    expect(remedy({}, 1, { ...POLICY, replyWindowMinutes: 0 })).toBe("override_quiet_hours");
  });

  it.each<[string, Partial<MessageFacts>]>([
    ["bulk", { priority: "bulk" }],
    ["an API key", { createdByKind: "key" }],
    ["a job", { createdByKind: "system" }],
    ["billing", { category: "billing" }],
  ])("but %s never offers it", (_, message) => {
    expect(remedy(message, 1)).toBe("override_quiet_hours");
  });

  it("nor marketing, though she agreed to it", () => {
    const grant = {
      purpose: "marketing",
      channel: "SMS",
      address: null,
      act: "grant",
      at: new Date(0),
    } as const;
    const facts = { ...wrote(1), consents: [grant] };
    const answer = ask(night, { message: { category: "marketing" }, facts });
    expect(answer).toMatchObject({ kind: "hold", reasons: [{ remedy: "override_quiet_hours" }] });
  });

  it("nor a reply that goes to another number than the one she wrote from", () => {
    const other = { answers: { ...wrote(1).answers, address: "+13035550199" } };
    const answer = ask(night, { facts: other });
    expect(answer).toMatchObject({ kind: "hold", reasons: [{ remedy: "override_quiet_hours" }] });
  });
});

describe("the opening", () => {
  const night = local("2026-06-16T22:00:00");
  const opening = local("2026-06-17T08:00:00").getTime();
  const crowd = { createdByKind: "key" as const, createdAt: night };
  const minutesAfter = (message: Partial<MessageFacts>, policy = POLICY) => {
    const answer = ask(night, { message, policy });
    return answer.kind === "hold" ? (answer.until.getTime() - opening) / 60_000 : Number.NaN;
  };
  const people = Array.from(
    { length: 3_000 },
    (_, index) => `0199f0a0-0000-7000-8000-${String(index).padStart(12, "0")}`,
  );

  it("is spread evenly over the first 15 minutes for what no person waits for", () => {
    const quarters = [0, 0, 0];
    for (const patientId of people) {
      const minutes = minutesAfter({ ...crowd, patientId });
      expect(minutes >= 0 && minutes < 15).toBe(true);
      quarters[Math.floor(minutes / 5)] = (quarters[Math.floor(minutes / 5)] ?? 0) + 1;
    }
    for (const share of quarters) expect(share / people.length).toBeGreaterThan(0.28);
  });

  it("is for a person's own message at once, and for what is urgent", () => {
    for (const patientId of people.slice(0, 50)) {
      expect(minutesAfter({ createdAt: night, patientId })).toBe(0);
      expect(minutesAfter({ ...crowd, patientId, priority: "urgent" })).toBe(0);
      expect(minutesAfter({ ...crowd, patientId }, settings({ openingSpreadMinutes: 0 }))).toBe(0);
    }
  });

  it("never pushes a message past its expiry, nor delays what comes while it is open", () => {
    const expiresAt = new Date(opening + 60_000);
    for (const patientId of people.slice(0, 200)) {
      expect(minutesAfter({ ...crowd, patientId, expiresAt })).toBeLessThan(0.5);
      const fresh = { ...crowd, patientId, createdAt: new Date(opening + 1_000) };
      expect(ask(new Date(opening + 1_000), { message: fresh }).kind).toBe("allow");
    }
  });

  it("is the same in the evening, at eight and at its own minute", () => {
    const [patientId = ""] = people.slice(7);
    const message = { ...crowd, patientId };
    const until = openedAt(ask(night, { message })) as Date;
    expect(openedAt(ask(new Date(opening), { message }))).toEqual(until);
    expect(openedAt(ask(new Date(until.getTime() - 1), { message }))).toEqual(until);
    expect(openedAt(ask(until, { message }))).toBe("allow");
  });
});
