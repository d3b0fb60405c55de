import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ailmentOf, judge, LEAST, REST_MS, SLOW_AFTER_MS, STEP_MS } from "@/lib/failover/rules";
import type { Judged, Minute } from "@/lib/failover/schema";

const NOW = new Date("2026-03-03T17:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);
const ago = (minutes: number) => later(-minutes * 60_000);

function minute(minutesAgo: number, counts: Partial<Omit<Minute, "minute">>): Minute {
  const accepted = (counts.handed ?? 0) - (counts.errors ?? 0);
  return {
    minute: ago(minutesAgo),
    handed: 0,
    errors: 0,
    accepted,
    answered: accepted,
    prompt: accepted,
    delayMs: 0,
    ...counts,
  };
}

function route(provider: string, changes: Partial<Judged> = {}): Judged {
  return {
    provider,
    channel: "SMS",
    weight: provider === "twilio" ? 100 : 0,
    level: 100,
    relapses: 0,
    changedAt: null,
    pausedAt: null,
    pausedReason: null,
    trippedUntil: null,
    isConfigured: true,
    isTracked: true,
    minutes: [],
    ...changes,
  };
}

const FAILING = [minute(1, { handed: 40, errors: 10 })];
const SLOW = [minute(8, { handed: 40, prompt: 28 })];
const WELL = [minute(1, { handed: 40, errors: 2 }), minute(8, { handed: 40, prompt: 36 })];

describe("what is wrong with a vendor", () => {
  it.each<[string, Minute[], object | null]>([
    ["nothing measured", [], null],
    ["a quarter refused", FAILING, { cause: "errors", sample: 40 }],
    ["a little less", [minute(1, { handed: 41, errors: 10 })], null],
    ["all refused, but too few to tell", [minute(1, { handed: LEAST - 1, errors: LEAST - 1 })], null],
    ["just enough to tell", [minute(1, { handed: LEAST, errors: LEAST })], { cause: "errors" }],
    ["refused longer ago than the window", [minute(7, { handed: 40, errors: 40, accepted: 0 })], null],
    ["three in ten without a last receipt in time", SLOW, { cause: "slow", sample: 40 }],
    ["a little fewer", [minute(8, { handed: 41, prompt: 29 })], null],
    ["no receipt yet, but none is due", [minute(5, { handed: 400, prompt: 0 })], null],
    ["more last receipts than hand-offs: a late failure", [minute(8, { handed: 40, prompt: 44 })], null],
  ])("%s", (_, minutes, expected) => {
    const ailment = ailmentOf(route("twilio", { minutes }), NOW);
    if (expected === null) expect(ailment).toBeNull();
    else expect(ailment).toMatchObject(expected);
  });

  it("is never told by silence of one that tells nothing (a mail server)", () => {
    expect(ailmentOf(route("smtp", { isTracked: false, minutes: SLOW }), NOW)).toBeNull();
    expect(ailmentOf(route("smtp", { isTracked: false, minutes: FAILING }), NOW)).toMatchObject({
      cause: "errors",
    });
  });

  it("leaves out what was measured before the last change", () => {
    expect(ailmentOf(route("twilio", { minutes: FAILING, changedAt: NOW }), NOW)).toBeNull();
  });
});

describe("what changes", () => {
  const levels = (routes: Judged[], now = NOW) =>
    judge(routes, now)
      .filter(({ kind }) => kind === "demoted" || kind === "raised" || kind === "restored")
      .map(({ provider, kind, to }) => `${provider} ${kind} ${to}`);

  it.each<[string, Judged[], string[]]>([
    ["errors demote at once", [route("twilio", { minutes: FAILING }), route("telnyx")], ["twilio demoted 0"]],
    [
      "slowness demotes by half",
      [route("twilio", { minutes: SLOW }), route("telnyx")],
      ["twilio demoted 50"],
    ],
    [
      "and then wholly",
      [route("twilio", { minutes: SLOW, level: 50, changedAt: ago(20), relapses: 1 }), route("telnyx")],
      ["twilio demoted 0"],
    ],
    ["not when both are slow", [route("twilio", { minutes: SLOW }), route("telnyx", { minutes: SLOW })], []],
    [
      "not when both fail",
      [route("twilio", { minutes: FAILING }), route("telnyx", { minutes: FAILING })],
      [],
    ],
    [
      "not to a paused one",
      [route("twilio", { minutes: FAILING }), route("telnyx", { pausedAt: ago(1) })],
      [],
    ],
    [
      "not to one without keys",
      [route("twilio", { minutes: FAILING }), route("telnyx", { isConfigured: false })],
      [],
    ],
    [
      "not to one that is being demoted",
      [route("twilio", { minutes: FAILING }), route("telnyx", { level: 25, changedAt: ago(1) })],
      [],
    ],
    ["not without another", [route("twilio", { minutes: FAILING })], []],
    [
      "not one that is paused",
      [route("twilio", { minutes: FAILING, pausedAt: ago(1) }), route("telnyx")],
      [],
    ],
    [
      "a demoted one rests",
      [route("twilio", { level: 0, relapses: 1, changedAt: ago(14) }), route("telnyx")],
      [],
    ],
    [
      "then drifts back",
      [route("twilio", { level: 0, relapses: 1, changedAt: ago(15) }), route("telnyx")],
      ["twilio raised 10"],
    ],
    [
      "longer after a relapse",
      [route("twilio", { level: 0, relapses: 2, changedAt: ago(29) }), route("telnyx")],
      [],
    ],
    [
      "step by step",
      [route("twilio", { level: 25, relapses: 1, changedAt: ago(10) }), route("telnyx")],
      ["twilio raised 50"],
    ],
    [
      "to the end",
      [route("twilio", { level: 50, relapses: 1, changedAt: ago(10), minutes: WELL }), route("telnyx")],
      ["twilio restored 100"],
    ],
  ])("%s", (_, routes, expected) => {
    expect(levels(routes)).toEqual(expected);
  });

  it("keeps the reason in figures", () => {
    const [, demoted] = judge([route("twilio", { minutes: FAILING }), route("telnyx")], NOW);
    expect(demoted).toMatchObject({ evidence: { cause: "errors", share: 25, sample: 40 }, relapses: 1 });
  });

  it("trips the breaker by errors, other vendors or not, and lets it go when nothing fails any more", () => {
    const [tripped] = judge([route("twilio", { minutes: FAILING })], NOW);
    expect(tripped).toMatchObject({ kind: "tripped", trippedUntil: later(60_000) });
    const trippedUntil = later(60_000);
    expect(judge([route("twilio", { minutes: FAILING, trippedUntil })], later(1_000))).toEqual([]);
    expect(judge([route("twilio", { minutes: FAILING, trippedUntil })], later(31_000))).toMatchObject([
      { kind: "tripped", trippedUntil: later(91_000) },
    ]);
    expect(judge([route("twilio", { trippedUntil })], later(59_999))).toEqual([]);
    expect(judge([route("twilio", { trippedUntil })], later(60_000))).toMatchObject([
      { kind: "healed", trippedUntil: null },
    ]);
    expect(judge([route("twilio", { minutes: SLOW })], NOW)).toEqual([]);
  });
});

describe("a day of two vendors that fail and heal as they like", () => {
  type Weather = { isBad: boolean; minutes: number };
  const weather = fc.array(fc.record({ isBad: fc.boolean(), minutes: fc.integer({ min: 1, max: 90 }) }), {
    minLength: 1,
    maxLength: 12,
  });

  function live(spells: Record<string, Weather[]>, slowly: boolean) {
    const isBad = (provider: string, at: number) => {
      let left = at;
      for (const spell of spells[provider] ?? []) {
        left -= spell.minutes;
        if (left < 0) return spell.isBad;
      }
      return false;
    };
    let routes = [route("twilio"), route("telnyx")];
    const log: {
      at: number;
      provider: string;
      kind: string;
      from: number;
      to: number;
      otherWell: boolean;
    }[] = [];
    for (let at = 0; at < 1_440; at += 1) {
      const now = later(at * 60_000);
      routes = routes.map((one) => {
        const bad = isBad(one.provider, at);
        const counts = slowly
          ? { handed: 60, prompt: bad ? 0 : 60 }
          : { handed: 60, errors: bad ? 60 : 0, accepted: bad ? 0 : 60 };
        const fresh = { ...minute(0, counts), minute: now };
        return { ...one, minutes: [...one.minutes, fresh].slice(-30) };
      });
      const before = routes;
      for (const change of judge(routes, now)) {
        const other = before.find(({ provider }) => provider !== change.provider);
        const otherWell = other ? other.level === 100 && !ailmentOf(other, now) : false;
        if (change.kind !== "tripped" && change.kind !== "healed") log.push({ at, ...change, otherWell });
        routes = routes.map((one) =>
          one.provider !== change.provider
            ? one
            : {
                ...one,
                level: change.to,
                relapses: change.relapses,
                trippedUntil: change.trippedUntil,
                changedAt: change.from === change.to ? one.changedAt : now,
              },
        );
      }
    }
    return { log, routes };
  }

  it("is never ping-pong: who is demoted rests, and someone else is well", () => {
    fc.assert(
      fc.property(weather, weather, fc.boolean(), (twilio, telnyx, slowly) => {
        const { log, routes } = live({ twilio, telnyx }, slowly);
        for (const provider of ["twilio", "telnyx"]) {
          const own = log.filter((change) => change.provider === provider);
          own.forEach((change, index) => {
            if (change.kind === "demoted") {
              expect(change.otherWell).toBe(true);
              return;
            }
            const before = own[index - 1];
            const waited = (change.at - (before?.at ?? 0)) * 60_000;
            expect(waited).toBeGreaterThanOrEqual(change.from === 0 ? REST_MS : STEP_MS);
            expect(change.to - change.from).toBeLessThanOrEqual(50);
          });
        }
        expect(routes.every(({ level }) => level === 0)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it("ends where it began, once both are well for long enough", () => {
    const bad = (minutes: number) => [{ isBad: true, minutes }];
    for (const slowly of [true, false]) {
      const { log, routes } = live({ twilio: bad(20) }, slowly);
      expect(log.map(({ kind }) => kind)).toContain("demoted");
      expect(routes.map(({ level }) => level)).toEqual([100, 100]);
    }
  });

  it("waits for receipts of a channel as long as that channel needs", () => {
    expect(SLOW_AFTER_MS.EMAIL).toBeGreaterThan(SLOW_AFTER_MS.SMS);
  });
});
