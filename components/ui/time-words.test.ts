import { describe, expect, it } from "vitest";
import { clockTime, dayWords, exactTime, relativeWords } from "@/components/ui/time-words";

const denver = "America/Denver";
const now = new Date("2026-03-03T21:14:00Z"); // Tuesday, 2:14 PM in Denver
const words = (at: string, short = false) => relativeWords(new Date(at), now, denver, short);

describe("time in words", () => {
  it.each([
    ["2026-03-03T21:13:40Z", "just now", "now"],
    ["2026-03-03T21:12:00Z", "2 minutes ago", "2m"],
    ["2026-03-03T21:13:00Z", "1 minute ago", "1m"],
    ["2026-03-03T18:14:00Z", "3 hours ago", "3h"],
    ["2026-03-03T21:54:00Z", "in 40 minutes", "in 40m"],
    ["2026-03-02T22:00:00Z", "Yesterday, 3:00 PM", "Yesterday"],
    ["2026-03-04T15:00:00Z", "Tomorrow, 8:00 AM", "Tomorrow"],
    ["2026-02-27T16:05:00Z", "Fri, Feb 27, 9:05 AM", "Fri"],
    ["2026-01-09T16:05:00Z", "Fri, Jan 9, 9:05 AM", "Jan 9"],
    ["2025-12-09T16:05:00Z", "Tue, Dec 9, 2025, 9:05 AM", "Dec 2025"],
  ])("%s reads %s, short %s", (at, long, short) => {
    expect(words(at)).toBe(long);
    expect(words(at, true)).toBe(short);
  });

  it("counts days by the zone's calendar, not by 24 hours", () => {
    const lateEvening = new Date("2026-03-04T06:50:00Z"); // 11:50 PM, March 3
    expect(relativeWords(new Date("2026-03-04T07:10:00Z"), lateEvening, denver)).toBe("in 20 minutes");
    expect(dayWords(new Date("2026-03-04T07:10:00Z"), lateEvening, denver)).toBe("Tomorrow");
    expect(dayWords(new Date("2026-03-04T06:10:00Z"), lateEvening, denver)).toBe("Today");
  });

  it("stays right over the night the clocks change", () => {
    const sunday = new Date("2026-03-08T18:00:00Z"); // noon, MDT began at 2 AM
    expect(relativeWords(new Date("2026-03-08T05:00:00Z"), sunday, denver)).toBe("Yesterday, 10:00 PM");
  });

  it("always names the zone in the exact time", () => {
    expect(exactTime(now, denver)).toBe("Tue, Mar 3, 2026, 2:14 PM MST");
    expect(clockTime(now, "Europe/Madrid")).toBe("10:14 PM");
  });
});
