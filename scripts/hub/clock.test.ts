import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepClockOffset } from "./clock.mjs";

const noon = { hubNow: new Date("2026-03-02T12:00:00Z"), real: [] };
const machine = Date.parse("2026-11-22T08:00:00Z");
const folder = () => mkdtempSync(join(tmpdir(), "clock-"));

test("the clock starts at HUB_NOW and goes on from there at the next start", () => {
  const dir = folder();
  const offset = keepClockOffset(dir, noon, machine);
  expect(new Date(machine + offset)).toEqual(noon.hubNow);
  expect(keepClockOffset(dir, noon, machine + 60_000)).toBe(offset);
  expect(keepClockOffset(dir, { hubNow: null, real: [] }, machine + 60_000)).toBe(offset);
});

test("another HUB_NOW sets the clock anew", () => {
  const dir = folder();
  keepClockOffset(dir, noon, machine);
  const evening = { hubNow: new Date("2026-03-02T21:40:00Z"), real: [] };
  expect(new Date(machine + keepClockOffset(dir, evening, machine))).toEqual(evening.hubNow);
});

test("without HUB_NOW the clock is the machine's", () => {
  expect(keepClockOffset(folder(), { hubNow: null, real: [] }, machine)).toBe(0);
});

test("data with a moved clock is never used with a vendor that reaches people", () => {
  const dir = folder();
  keepClockOffset(dir, noon, machine);
  expect(() => keepClockOffset(dir, { hubNow: null, real: ["twilio"] }, machine)).toThrow(
    "would reach real people",
  );
});
