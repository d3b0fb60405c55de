import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import nanp from "@/lib/patients/zones/nanp-prefixes.json";

const lines = readFileSync(
  join(process.cwd(), "lib/testing/vectors/libphonenumber-nanp-timezones.txt"),
  "utf8",
)
  .split("\n")
  .filter((line) => /^1\d{3,}\|/.test(line))
  .map((line) => line.slice(1).split("|") as [string, string]);

it("the zones of prefixes are Google's, line by line", () => {
  expect(lines.length).toBeGreaterThan(1_000);
  const ours = new Map(
    Object.entries(nanp.prefixes).flatMap(([zones, prefixes]) =>
      prefixes.split(" ").map((prefix) => [prefix, zones] as const),
    ),
  );
  expect(lines.filter(([prefix, zones]) => ours.get(prefix) !== zones)).toEqual([]);
  expect(ours.size).toBe(lines.length);
});
