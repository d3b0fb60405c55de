import { describe, expect, it } from "vitest";
import { ClinicSettings } from "@/lib/clinics/schema";
import { slotOf } from "@/lib/delivery/rules/daily-cap";
import { decide } from "@/lib/delivery/rules/decide";
import type { Facts, MessageFacts } from "@/lib/delivery/schema";
import { factsOf, POLICY } from "@/lib/testing/facts";

const NOON = new Date("2026-06-16T18:00:00Z");
const PHONE = "+13035550142";
const granted = {
  consents: [
    {
      purpose: "marketing" as const,
      channel: "SMS" as const,
      address: null,
      act: "grant" as const,
      at: new Date(0),
    },
  ],
};

/** What becomes of a message that is the next after so many. */
const nextAfter = (
  used: number,
  message: Partial<MessageFacts> = {},
  policy = POLICY,
  facts: Partial<Omit<Facts, "message" | "patient">> = {},
) => {
  const known = factsOf(message, { ...granted, ...facts, used: { "2026-06-16": used } });
  return decide(known, policy, 0, NOON);
};

const deciding = (...given: Parameters<typeof nextAfter>) => {
  const answer = nextAfter(...given);
  return answer.kind === "allow" ? null : answer.reasons[0];
};

describe("the day's cap", () => {
  it.each<[string, Partial<MessageFacts>, number]>([
    ["a person's", {}, 10],
    ["an urgent one", { priority: "urgent" }, 10],
    ["bulk", { priority: "bulk" }, 6],
    ["marketing", { category: "marketing" }, 6],
    ["marketing that calls itself urgent", { category: "marketing", priority: "urgent" }, 6],
    ["an after-hours answer", { isAutomatic: true, isAfterHoursReply: true }, 10],
  ])("%s message goes while fewer went", (_, message, cap) => {
    expect(nextAfter(cap - 1, message).kind).toBe("allow");
    expect(deciding(cap, message)).toMatchObject({ rule: "daily_cap", evidence: { cap } });
  });

  it("keeps what is reserved for what is urgent", () => {
    const policy = ClinicSettings.parse({ dailyReserve: 2, bulkCap: 9 });
    expect(nextAfter(7, {}, policy).kind).toBe("allow");
    expect(deciding(8, {}, policy)?.evidence).toMatchObject({ cap: 8, limit: "reserve" });
    expect(deciding(8, { priority: "bulk" }, policy)?.evidence).toMatchObject({ cap: 8, limit: "reserve" });
    expect(nextAfter(9, { priority: "urgent" }, policy).kind).toBe("allow");
    expect(nextAfter(10, { priority: "urgent" }, policy).kind).toBe("hold");
  });

  it("is not counted for emergency and keyword replies", () => {
    expect(nextAfter(99, { isAutomatic: true })).toMatchObject({ kind: "allow", takesSlot: null });
  });

  const waiting = (minutesAgo: number, message: Partial<MessageFacts> = {}) => {
    const answers = {
      channel: "EMAIL" as const,
      address: "maria@example.org",
      at: new Date(NOON.getTime() - minutesAgo * 60_000),
    };
    const answer = nextAfter(10, message, POLICY, { answers });
    return answer.kind === "hold" ? answer.reasons[0]?.remedy : answer.kind;
  };

  it("offers its author to release a reply to a patient who wrote within the hour, by whichever way", () => {
    expect(waiting(60)).toBe("release_own_reply");
    expect(waiting(61)).toBe("override_daily_cap");
    expect(waiting(1, { createdByKind: "key" })).toBe("override_daily_cap");
    expect(waiting(1, { priority: "bulk" })).toBe("override_daily_cap");
  });
});

describe("a number that a household shares", () => {
  const home = (used: number, sharedWith = 1) => ({
    points: factsOf().points.map((point) => ({ ...point, sharedWith })),
    household: { [PHONE]: { "2026-06-16": used } },
  });

  it("takes 20 texts a day, whoever they are about", () => {
    expect(nextAfter(0, {}, POLICY, home(19)).kind).toBe("allow");
    expect(nextAfter(0, {}, POLICY, home(20))).toMatchObject({
      kind: "hold",
      reasons: [
        { rule: "household_cap", evidence: { used: 20, cap: 20, address: PHONE } },
        { rule: "quiet_hours" },
      ],
    });
  });

  it("and counts only texts, only to shared numbers, and no message twice", () => {
    expect(nextAfter(0, {}, POLICY, home(20, 0)).kind).toBe("allow");
    expect(nextAfter(0, { plan: ["EMAIL"] }, POLICY, home(20)).kind).toBe("allow");
    expect(nextAfter(0, {}, POLICY, { ...home(20), slots: ["0/2026-06-16"] }).kind).toBe("allow");
    expect(nextAfter(0, {}, POLICY, { ...home(20), overrides: ["household_cap"] }).kind).toBe("allow");
  });
});

describe("the slot of a hand-off", () => {
  const slots = ["0/2026-06-16"];
  it.each([
    ["a retry on the same day takes none", 0, NOON, null],
    ["a retry on the patient's next day takes one", 0, new Date("2026-06-17T06:00:00Z"), "2026-06-17"],
    ["a minute before that day it takes none", 0, new Date("2026-06-17T05:59:00Z"), null],
    ["a fallback takes one of its own", 1, NOON, "2026-06-16"],
  ])("%s", (_, hop, at, date) => {
    expect(slotOf(factsOf({ plan: ["SMS", "EMAIL"] }, { slots }), hop, at)).toBe(date);
  });
});
