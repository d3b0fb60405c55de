import { IANAZone } from "luxon";
import { describe, expect, it } from "vitest";
import { type Hours, hoursFor } from "@/lib/delivery/rules/quiet/hours";
import { openingAt } from "@/lib/delivery/rules/quiet/openings";
import { localDateOf, nextDayIn, wallTimeIn } from "@/lib/delivery/rules/time";
import { POLICY } from "@/lib/testing/facts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Every zone in which US clocks differ, and ten others: odd offsets, half-hour summer time, a day that never was. */
const ZONES = [
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Boise",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "America/Adak",
  "Pacific/Honolulu",
  "America/Detroit",
  "America/Indiana/Indianapolis",
  "America/Indiana/Tell_City",
  "America/Indiana/Knox",
  "America/Kentucky/Louisville",
  "America/Menominee",
  "America/North_Dakota/Beulah",
  "America/Puerto_Rico",
  "Pacific/Guam",
  "Pacific/Pago_Pago",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
  "America/St_Johns",
  "Europe/London",
  "Africa/Casablanca",
  "Asia/Kolkata",
  "America/Havana",
  "UTC",
];

/** The wall as the zone's own database shows it: what the planner must agree with, and does not use. */
function wallOf(zone: string) {
  const clock = IANAZone.create(zone);
  return (at: number) => {
    const shown = new Date(at + clock.offset(at) * MINUTE);
    return {
      minute: shown.getUTCHours() * 60 + shown.getUTCMinutes(),
      date: shown.toISOString().slice(0, 10),
    };
  };
}

/** Days around which this zone's clocks change in a year; others are looked at on the days of the US. */
function turningDays(zone: string, year: number): number[] {
  const clock = IANAZone.create(zone);
  const days = new Set<number>();
  const first = Date.UTC(year, 0, 1);
  for (let day = first; day < first + 365 * DAY; day += DAY) {
    if (clock.offset(day) !== clock.offset(day + DAY)) days.add(day);
  }
  return days.size > 0 ? [...days] : [Date.UTC(year, 2, 8), Date.UTC(year, 10, 1)];
}

function agree(
  zone: string,
  hours: Hours,
  isOpen: (minute: number) => boolean,
  from: number,
  days: number,
): void {
  const wall = wallOf(zone);
  let opensAt = Number.NaN;
  for (let at = from + days * DAY; at >= from; at -= MINUTE) {
    const open = isOpen(wall(at).minute);
    const answer = openingAt(zone, hours, at);
    if (open) {
      opensAt = at;
      if ("opensAt" in answer || at >= answer.to || at < answer.from)
        throw new Error(`${zone} ${new Date(at).toISOString()} is open`);
    } else if (!("opensAt" in answer) || (!Number.isNaN(opensAt) && answer.opensAt !== opensAt)) {
      throw new Error(
        `${zone} ${new Date(at).toISOString()} is quiet until ${new Date(opensAt).toISOString()}`,
      );
    }
  }
}

const texts = hoursFor(POLICY, { channel: "SMS", category: "treatment", states: [] });
/** 01:15 to 02:45: both ends lie where clocks change. */
const night: Hours = { key: "night", week: Array.from({ length: 7 }, () => [[75, 165]]) };

describe.each(ZONES)("the planner in %s", (zone) => {
  it("agrees with the wall in every minute of both days on which clocks change", () => {
    if (!texts) throw new Error("Texts have quiet hours.");
    for (const day of turningDays(zone, 2026)) {
      agree(zone, texts, (minute) => minute >= 480 && minute < 1_260, day - DAY, 4);
      agree(zone, night, (minute) => minute >= 75 && minute < 165, day - DAY, 3);
    }
  });

  it("counts calendar days as the wall shows them, in every quarter of an hour", () => {
    const wall = wallOf(zone);
    for (const day of turningDays(zone, 2026)) {
      for (let at = day - DAY; at < day + 2 * DAY; at += 15 * MINUTE) {
        const { date, minute } = wall(at);
        expect(localDateOf(new Date(at), zone)).toBe(date);
        expect(wallTimeIn(new Date(at), zone)).toBe(
          `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`,
        );
        const next = nextDayIn(new Date(at), zone).getTime();
        expect(wall(next).date > date && wall(next - 1).date <= date).toBe(true);
      }
    }
  });
});

it("knows the day that Apia left out", () => {
  const before = new Date("2011-12-30T09:59:00Z");
  expect(localDateOf(before, "Pacific/Apia")).toBe("2011-12-29");
  expect(nextDayIn(before, "Pacific/Apia")).toEqual(new Date("2011-12-30T10:00:00Z"));
  expect(localDateOf(new Date("2011-12-30T10:00:00Z"), "Pacific/Apia")).toBe("2011-12-31");
  if (texts)
    agree("Pacific/Apia", texts, (minute) => minute >= 480 && minute < 1_260, Date.UTC(2011, 11, 29), 3);
});
