import { expect, test } from "vitest";
import { findEmergency } from "@/lib/emergencies/rules/detect";

test.each(["200b", "200d", "200e", "202b", "2060", "ad", "feff"])(
  "a mark that nobody sees (U+%s) hides no emergency",
  (code) => {
    const mark = String.fromCodePoint(Number.parseInt(code, 16));
    expect(findEmergency(`${mark}I can't bre${mark}athe`, [])?.phrase.replaceAll(mark, "")).toBe(
      "can't breathe",
    );
  },
);
