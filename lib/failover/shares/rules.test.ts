import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RouteFact } from "@/lib/failover/schema";
import { chooseProvider, ownProvider, sharesOf } from "@/lib/failover/shares/rules";

const route = (provider: string, weight: number, level = 100, paused = false): RouteFact => ({
  provider,
  channel: "SMS",
  weight,
  level,
  pausedAt: paused ? new Date(0) : null,
  pausedReason: paused ? "test" : null,
  trippedUntil: null,
});
const shares = (...routes: RouteFact[]) => Object.fromEntries(sharesOf(routes));

describe("who gets how much", () => {
  it.each([
    ["100 and a stand-by", [route("a", 100), route("b", 0)], { a: 100, b: 0 }],
    ["the stand-by steps in", [route("a", 100, 0), route("b", 0)], { a: 0, b: 100 }],
    ["the first drifts back", [route("a", 100, 25), route("b", 0)], { a: 25, b: 75 }],
    ["by weight", [route("a", 60), route("b", 20)], { a: 75, b: 25 }],
    [
      "two stand-bys share evenly",
      [route("a", 100, 0), route("b", 0), route("c", 0)],
      { a: 0, b: 50, c: 50 },
    ],
    ["nobody is well: by weight after all", [route("a", 80, 0), route("b", 20, 0)], { a: 80, b: 20 }],
    ["nobody has a weight", [route("a", 0), route("b", 0)], { a: 50, b: 50 }],
    ["alone", [route("a", 0, 0)], { a: 100 }],
  ])("%s", (_, routes, expected) => {
    expect(shares(...routes)).toEqual(expected);
  });

  it("is 100 in all, whatever weights and levels", () => {
    const any = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 10, 25, 50, 100)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(any, (pairs) => {
        const all = [
          ...sharesOf(pairs.map(([weight, level], index) => route(`p${index}`, weight, level))).values(),
        ];
        expect(all.reduce((total, share) => total + share, 0)).toBeCloseTo(100);
        expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("who carries this one", () => {
  const ids = Array.from(
    { length: 4_000 },
    (_, index) => `0199f0a0-0000-7000-8000-${String(index).padStart(12, "0")}`,
  );
  const choose = (routes: RouteFact[], more: object = {}) =>
    chooseProvider({ messageId: ids[0] ?? "", routes, ...more });

  it("is spread as the shares say, the same for every reader", () => {
    const routes = [route("a", 100, 25), route("b", 0)];
    const chosen = ids.map((messageId) => chooseProvider({ messageId, routes }));
    expect(chosen).toEqual(
      ids.map((messageId) => chooseProvider({ messageId, routes: [...routes].reverse() })),
    );
    const share = chosen.filter((one) => one === "a").length / ids.length;
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.28);
  });

  it("keeps the number a patient knows while its vendor is well", () => {
    const both = [route("a", 100), route("b", 0)];
    expect(choose(both, { sticky: "b" })).toBe("b");
    expect(choose([route("a", 100), route("b", 0, 50)], { sticky: "b" })).toBe("a");
    expect(choose([route("a", 100), route("b", 0, 100, true)], { sticky: "b" })).toBe("a");
  });

  it("is another one than the vendor that refused it a moment ago, if there is one", () => {
    const both = [route("a", 100), route("b", 0)];
    expect(choose(both, { avoid: ["a"], sticky: "a" })).toBe("b");
    expect(choose(both, { avoid: ["a", "b"] })).toBe("a");
    expect(choose([route("a", 100), route("b", 0, 100, true)], { avoid: ["a"] })).toBe("a");
  });

  it("is a paused one only when all are", () => {
    expect(choose([route("a", 100, 100, true), route("b", 0)])).toBe("b");
    expect(choose([route("a", 100, 100, true), route("b", 0, 100, true)])).toBe("a");
    expect(choose([])).toBeUndefined();
  });

  it("has its own vendor whatever health says", () => {
    expect(ownProvider(ids[0] ?? "", [route("a", 100, 0), route("b", 0)])).toBe("a");
  });
});
