import { expect, test } from "vitest";
import { instantAt, momentWords, usualMoments, wallTime } from "@/components/conversations/wall-time";
import { readWallTime } from "@/lib/messages/planned/rules";

test.each([
  ["2026-06-17T08:00", "America/Denver", "2026-06-17T14:00:00.000Z"],
  ["2026-06-17T08:00", "Pacific/Guam", "2026-06-16T22:00:00.000Z"],
  ["2026-12-17T08:00", "Europe/Madrid", "2026-12-17T07:00:00.000Z"],
  // The clocks skip 2:30 in the night of March 8, and show 1:30 twice on November 1.
  ["2026-03-08T02:30", "America/Denver", "2026-03-08T09:00:00.000Z"],
  ["2026-11-01T01:30", "America/Denver", "2026-11-01T07:30:00.000Z"],
  ["2026-11-01T08:00", "America/Denver", "2026-11-01T15:00:00.000Z"],
])("%s on a clock in %s is %s", (wall, zone, instant) => {
  expect(instantAt(wall, zone)?.toISOString()).toBe(instant);
});

test("an unfinished field is no time", () => {
  expect(instantAt("2026-06-", "America/Denver")).toBeNull();
});

test("a wall time counts calendar days, not hours", () => {
  const eveOfChange = new Date("2026-10-31T18:00:00.000Z");
  expect(wallTime(eveOfChange, "America/Denver")).toBe("2026-10-31T12:00");
  expect(wallTime(eveOfChange, "America/Denver", 1, "08:00")).toBe("2026-11-01T08:00");
});

test("the usual moments lie ahead, and Monday is never today", () => {
  const monday = new Date("2026-06-15T20:00:00.000Z");
  expect(
    usualMoments(monday, "America/Denver").map((moment) => [moment.label, moment.at.toISOString()]),
  ).toEqual([
    ["In 1 hour", "2026-06-15T21:00:00.000Z"],
    ["Tomorrow morning", "2026-06-16T14:00:00.000Z"],
    ["Tomorrow afternoon", "2026-06-16T19:00:00.000Z"],
    ["Next Monday", "2026-06-22T14:00:00.000Z"],
  ]);
});

test("on a Sunday, Monday is tomorrow and is offered once", () => {
  const sunday = new Date("2026-06-14T20:00:00.000Z");
  const labels = usualMoments(sunday, "America/Denver").map((moment) => moment.label);
  expect(labels).toEqual(["In 1 hour", "Tomorrow morning", "Tomorrow afternoon"]);
});

test("a moment names its day only where the label does not", () => {
  const monday = new Date("2026-06-15T20:00:00.000Z");
  const words = usualMoments(monday, "America/Denver").map(({ at }) =>
    momentWords(at, monday, "America/Denver"),
  );
  expect(words).toEqual(["3:00 PM", "8:00 AM", "1:00 PM", "Monday, June 22, 8:00 AM"]);
});

test("the composer and the hub read a wall the same way, also while the clocks change", () => {
  for (const zone of ["America/Denver", "Europe/Madrid"]) {
    for (const date of ["2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01"]) {
      for (let minute = 0; minute < 240; minute += 3) {
        const time = `0${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
        expect(instantAt(`${date}T${time}`, zone)).toEqual(readWallTime({ date, time }, zone).at);
      }
    }
  }
});
