import { expect, test } from "vitest";
import { findEmergency } from "@/lib/emergencies/rules/detect";
import { readWords } from "@/lib/emergencies/rules/reading";

test.each(["200b", "200d", "200e", "202b", "2060", "ad", "feff"])(
  "a mark that nobody sees (U+%s) hides no emergency",
  (code) => {
    const mark = String.fromCodePoint(Number.parseInt(code, 16));
    expect(findEmergency(`${mark}I can't bre${mark}athe`, [])?.phrase.replaceAll(mark, "")).toBe(
      "can't breathe",
    );
  },
);

test("two numbers with a stroke between them are a blood pressure, tenths a temperature; others are neither", () => {
  const plain = (text: string) => readWords(text).map((word) => word.plain);
  expect(plain("188/120")).toEqual(["188/", "/120"]);
  expect(plain("24/7 and 12/20, 1/2")).toEqual(["24", "7", "and", "12", "20", "1", "2"]);
  expect(plain("118 over 75, sobre 75")).toEqual(["118/", "over", "/75", "sobre", "75"]);
  expect(plain("38.5")).toEqual(["38.", "5"]);
});
