import { expect, test } from "vitest";
import { segmentsOf } from "@/lib/delivery/rules/queue";
import { measureText } from "@/lib/messages/content/segments";
import { makePlain, placeOf, plainerFor, replaceable } from "@/lib/segments/rules";
import table from "@/lib/testing/vectors/gsm7-table.json";
import vectors from "@/lib/testing/vectors/sms-segments.json";
import smart from "@/lib/testing/vectors/sms-smart-encoding-map.json";

test.each(vectors.twilio)("counts as Twilio does: $name", ({ text, encoding, segments }) => {
  const measure = measureText(text);
  expect(measure.segments).toBe(segments ?? measure.segments);
  expect(measure.encoding).toBe(encoding ?? measure.encoding);
  expect(segmentsOf(text)).toBe(measure.segments);
});

test("counts as split-sms does where a plain counter and Twilio's agree", () => {
  const cases = vectors.splitSms as { text: string; segments: number }[];
  expect(cases.length).toBeGreaterThan(10);
  for (const { text, segments } of cases) expect([text, segmentsOf(text)]).toEqual([text, segments]);
});

test("every letter of GSM-7 is one septet and every one of its extension table two", () => {
  for (const { char } of table.basic) {
    // CR LF and CR alone are line breaks, and a text's own edges are kept by the calculator.
    expect([char, measureText(`a${char.repeat(159)}`).segments]).toEqual([char, 1]);
    expect([char, measureText(`a${char.repeat(160)}`).segments]).toEqual([char, 2]);
  }
  expect(table.extension.map(({ char }) => char)).toEqual(expect.arrayContaining([..."^{}\\[~]|€"]));
  for (const { char } of table.extension) {
    expect([char, measureText(char.repeat(80)).segments]).toEqual([char, 1]);
    expect([char, measureText(char.repeat(81)).segments]).toEqual([char, 2]);
    // 152 letters and a pair would be 154 septets in the first of two: the pair goes over whole.
    const split = "a".repeat(152) + char + "a".repeat(152);
    expect([char, measureText(split).segments]).toEqual([char, 3]);
  }
});

// Spanish's acute vowels are not in it, though its ñ and ü are; nor is what word processors and phones put in by themselves.
test.each([..."çáíóúÁÍÓÚ‘’“”–—…`\u00a0\t\u200b", "e\u0301"])("%j makes a text UCS-2", (character) => {
  expect(measureText(`a${character}${"b".repeat(80)}`)).toMatchObject({ encoding: "UCS-2", segments: 2 });
});
test.each([..."ÇéèàñÑüÜöÖäÄåÅß¿¡£¥§"])("%s stays in GSM-7", (character) => {
  expect(measureText(character.repeat(160))).toMatchObject({ encoding: "GSM-7", segments: 1 });
});
test("a line break of two characters counts as two", () => {
  expect(measureText(`a\r\n${"b".repeat(157)}`).segments).toBe(1);
  expect(measureText(`a\r\n${"b".repeat(158)}`).segments).toBe(2);
});

test.each([
  ["an emoji in the 160th character", `${"a".repeat(159)}😀`, "UCS-2", 3],
  ["a family stays whole over an edge", `${"a".repeat(66)}👨‍👩‍👧${"a".repeat(60)}`, "UCS-2", 3],
  ["1,600 letters", "a".repeat(1_600), "GSM-7", 11],
  ["1,600 wide ones", "é你".repeat(800), "UCS-2", 24],
])("%s", (_name, text, encoding, segments) => {
  expect(measureText(text)).toMatchObject({ encoding, segments });
});

test("says how much room the last text has, and what plain letters would make of it", () => {
  expect(measureText("Hello")).toMatchObject({ characters: 5, left: 155, segments: 1, plainSegments: 1 });
  const curly = `See you at the dentist’s ${"a".repeat(60)}`;
  expect(measureText(curly)).toMatchObject({ segments: 2, forcing: ["’"], plainSegments: 1 });
  expect(measureText("")).toMatchObject({ segments: 1, left: 160 });
  expect(measureText("😀")).toMatchObject({ left: 68, characters: 2 });
});

/** Ours: one space for a wide one or a tab, and angle quotes by their direction. Controls never pass the door. */
const OWN = /^[\p{Zs}\p{Zl}\p{Zp}\p{Cc}‹›]$/u;

test("knows every plain form of Twilio's smart encoding", () => {
  const entries = Object.entries(smart.map).map(([code, plain]) => [
    String.fromCodePoint(Number.parseInt(code.slice(2), 16)),
    plain,
  ]);
  expect(entries.length).toBeGreaterThan(250);
  const shared = entries.filter(([character]) => !OWN.test(character ?? ""));
  for (const [character = "", plain] of shared)
    expect([character, plainerFor(character)]).toEqual([character, plain]);
  for (const space of ["\u00a0", "\u2003", "\u3000", "\t"]) expect(plainerFor(space)).toBe(" ");
});

test.each([
  ["“It’s OK” – see you…", ["“", "’", "”", "–", "…"], '"It\'s OK" - see you...'],
  ["Está aquí, mañana", ["á", "í"], "Esta aqui, mañana"],
  ["See you 😀", ["😀"], "See you "],
  ["For $& and ½", ["½"], "For $& and 1/2"],
])("%s becomes %s", (words, characters, plain) => {
  expect(makePlain(words, characters)).toBe(plain);
});

test("a character of another script has no plain form and stays", () => {
  expect(plainerFor("你")).toBe("");
  expect(replaceable(["你", "’", "😀"])).toEqual(["’", "😀"]);
});

test("shows the first of them among its words", () => {
  expect(placeOf("Dr. Okafor’s office – Suite 4", ["–", "’"])).toEqual({
    before: "Dr. Okafor",
    character: "’",
    after: "s office – Sui",
    start: 10,
  });
  expect(placeOf("plain", ["’"])).toBeNull();
});
