import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { decide } from "@/lib/delivery/rules/decide";
import { localDateOf, nextDayIn } from "@/lib/delivery/rules/time";
import { factsOf, POLICY } from "@/lib/testing/facts";

describe.each(["America/Denver", "Pacific/Honolulu", "Asia/Kathmandu", "UTC"])(
  "29 February in %s",
  (zone) => {
    const at = (text: string) => DateTime.fromISO(text, { zone }).toJSDate();
    const ask = (now: Date, facts: Parameters<typeof factsOf>[1] = {}) =>
      decide(factsOf({}, { ...facts, patient: { zones: [zone] } }), POLICY, 0, now);

    it("is a day with a morning, an evening and a cap of its own", () => {
      expect(ask(at("2028-02-28T21:00:00"))).toMatchObject({
        kind: "hold",
        until: at("2028-02-29T08:00:00"),
      });
      expect(ask(at("2028-02-29T20:59:59")).kind).toBe("allow");
      expect(ask(at("2028-02-29T21:00:00"))).toMatchObject({
        kind: "hold",
        until: at("2028-03-01T08:00:00"),
      });
      const full = { used: { "2028-02-29": 10 } };
      expect(ask(at("2028-02-28T12:00:00"), full).kind).toBe("allow");
      expect(ask(at("2028-02-29T12:00:00"), full)).toMatchObject({ until: at("2028-03-01T08:00:00") });
      expect(ask(at("2028-03-01T12:00:00"), full).kind).toBe("allow");
    });

    it("follows the 28th and comes before March, and in other years is not there", () => {
      expect(localDateOf(nextDayIn(at("2028-02-28T23:59:59"), zone), zone)).toBe("2028-02-29");
      expect(localDateOf(nextDayIn(at("2028-02-29T00:00:00"), zone), zone)).toBe("2028-03-01");
      expect(localDateOf(nextDayIn(at("2027-02-28T12:00:00"), zone), zone)).toBe("2027-03-01");
    });
  },
);
