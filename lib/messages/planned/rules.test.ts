import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { plannedAt, plannedView, readWallTime } from "@/lib/messages/planned/rules";

const read = (date: string, time: string, zone: string) => {
  const { at, clocks } = readWallTime({ date, time }, zone);
  return [at.toISOString(), clocks];
};

it.each([
  ["2026-06-17", "08:00", "America/Denver", "2026-06-17T14:00:00.000Z", "plain"],
  ["2026-06-17", "08:00", "Asia/Kathmandu", "2026-06-17T02:15:00.000Z", "plain"],
  // Denver, March 8: 02:00 becomes 03:00.
  ["2026-03-08", "02:00", "America/Denver", "2026-03-08T09:00:00.000Z", "skipped"],
  ["2026-03-08", "02:30", "America/Denver", "2026-03-08T09:00:00.000Z", "skipped"],
  ["2026-03-08", "02:59", "America/Denver", "2026-03-08T09:00:00.000Z", "skipped"],
  ["2026-03-08", "03:00", "America/Denver", "2026-03-08T09:00:00.000Z", "plain"],
  // Denver, November 1: 01:00 to 02:00 comes twice.
  ["2026-11-01", "01:30", "America/Denver", "2026-11-01T07:30:00.000Z", "repeated"],
  ["2026-11-01", "02:00", "America/Denver", "2026-11-01T09:00:00.000Z", "plain"],
  // No daylight saving time in Phoenix and Honolulu; half an hour of it on Lord Howe.
  ["2026-03-08", "02:30", "America/Phoenix", "2026-03-08T09:30:00.000Z", "plain"],
  ["2026-03-08", "02:30", "Pacific/Honolulu", "2026-03-08T12:30:00.000Z", "plain"],
  ["2026-10-04", "02:10", "Australia/Lord_Howe", "2026-10-03T15:30:00.000Z", "skipped"],
  ["2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00.000Z", "repeated"],
  // Clocks that jump at midnight: the day begins at 1 AM.
  ["2026-09-06", "00:20", "America/Santiago", "2026-09-06T04:00:00.000Z", "skipped"],
] as const)("%s %s in %s is %s (%s)", (date, time, zone, at, clocks) => {
  expect(read(date, time, zone)).toEqual([at, clocks]);
});

describe("every minute of both days on which the clocks change", () => {
  it.each(["America/Denver", "America/New_York", "Europe/Madrid", "Pacific/Auckland"])("in %s", (zone) => {
    for (const date of ["2026-03-08", "2026-03-29", "2026-04-05", "2026-09-27", "2026-10-25", "2026-11-01"]) {
      let before = 0;
      for (let minute = 0; minute < 5 * 60; minute += 1) {
        const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
        const { at, clocks } = readWallTime({ date, time }, zone);
        const shown = DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd HH:mm");
        if (clocks !== "skipped") expect(shown).toBe(`${date} ${time}`);
        else expect(shown > `${date} ${time}`).toBe(true);
        expect(at.getTime()).toBeGreaterThanOrEqual(before);
        before = at.getTime();
      }
    }
  });
});

it("says how it was read", () => {
  const asked = { scheduledFor: { date: "2026-03-08", time: "02:30" } };
  const { at, read } = plannedAt(asked, "America/Denver");
  expect(plannedView(read, at)?.words).toBe(
    "Goes out Sunday, March 8 at 3:00 AM in Denver. The clocks skip 2:30 AM there that day.",
  );
  expect(plannedView(null, at)).toBeNull();
});
