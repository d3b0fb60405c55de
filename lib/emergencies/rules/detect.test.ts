import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findEmergency } from "@/lib/emergencies/rules/detect";
import { isOneSlip } from "@/lib/emergencies/rules/typos";
import { EMERGENCY } from "@/lib/replies/words";

/** Written for this test: what patients text a clinic. `+` should be found, `-` should not. */
const corpus = readFileSync(new URL("./corpus.tsv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const [label, language, text = ""] = line.split("\t");
    return { danger: label === "+", language, text };
  });

test("nearly everything that may be an emergency is found, and most of what is found may be one", () => {
  expect(corpus.length).toBeGreaterThanOrEqual(150);
  const lines = corpus.map((line) => ({ ...line, found: findEmergency(line.text) !== null }));
  const count = (danger: boolean, found: boolean) =>
    lines.filter((line) => line.danger === danger && line.found === found);
  const [hits, missed, alarms] = [count(true, true), count(true, false), count(false, true)];
  const recall = hits.length / (hits.length + missed.length);
  const precision = hits.length / (hits.length + alarms.length);
  process.stdout.write(
    `emergency words: ${corpus.length} lines, recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}\n` +
      [
        ...missed.map(({ text }) => `  missed: ${text}\n`),
        ...alarms.map(({ text }) => `  alarm: ${text}\n`),
      ].join(""),
  );
  expect(recall).toBeGreaterThanOrEqual(0.98);
  expect(precision).toBeGreaterThanOrEqual(0.9);
});

test.each([
  ["Hi, I can’t breathe!! please", "can’t breathe"],
  ["Estoy en casa y me duele el pecho, qué hago", "duele el pecho"],
])("the bar quotes what was found in %j as it was typed", (text, phrase) => {
  expect(findEmergency(text)?.phrase.toLowerCase()).toContain(phrase);
});

test("the language is that of the words; a clinic's own words count too", () => {
  expect(findEmergency("no puedo respirar")?.language).toBe("es");
  expect(findEmergency("the port site is oozing")).toBeNull();
  expect(findEmergency("The port site is OOZING", ["port site is oozing"])?.phrase).toBe(
    "port site is OOZING",
  );
});

test("our own answer quoted back is no emergency", () => {
  for (const ours of Object.values(EMERGENCY)) {
    expect(findEmergency(`> ${ours.replace("{clinic}", "Cedar Lane")}`)).toBeNull();
    expect(findEmergency(`👍 to “${ours}”`)).toBeNull();
    expect(findEmergency(`Liked “${ours.slice(0, 80)}…”`)).toBeNull();
  }
});

test.each([
  ["braethe", "breathe", true],
  ["breathr", "breathe", true],
  ["seizur", "seizure", true],
  ["shocking", "choking", false],
  ["billing", "killing", false],
])("%s for %s is one slip: %s", (typed, word, slip) => {
  expect(isOneSlip(typed, word)).toBe(slip);
});
