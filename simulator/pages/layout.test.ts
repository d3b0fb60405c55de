import { expect, it } from "vitest";
import { clockTime } from "@/simulator/pages/layout";

it.each([
  ["2026-06-17T02:40:00Z", "2026-06-17T03:00:00Z", "8:40 PM MDT"],
  ["2026-01-12T20:05:00Z", "2026-01-12T21:00:00Z", "1:05 PM MST"],
  ["2026-06-16T05:59:00Z", "2026-06-16T06:00:00Z", "Jun 15, 11:59 PM MDT"],
])("shows %s at %s as %s, wherever the machine stands", (at, now, words) => {
  expect(clockTime(Date.parse(at), Date.parse(now)).replaceAll("\u202f", " ")).toBe(words);
});
