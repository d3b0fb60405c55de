import { describe, expect, it } from "vitest";
import { awakeAndAsleep, inTheDay, isOpen } from "@/prisma/seed/time";

describe("the demo's clocks", () => {
  it("have one place awake and one asleep at every quarter of an hour of the year", () => {
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 15 * 60_000) {
      const { awake, asleep } = awakeAndAsleep(new Date(at));
      expect(isOpen(new Date(at), awake) && !isOpen(new Date(at), asleep)).toBe(true);
    }
  });

  it("put the past into the working day", () => {
    const night = new Date("2026-06-16T09:30:00Z");
    const day = inTheDay(night, "America/Denver");
    expect(day < night && isOpen(day, "America/Denver")).toBe(true);
  });
});
