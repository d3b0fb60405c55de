import { expect, test } from "vitest";
import corpus from "@/lib/phi/corpus.json";
import { findPhi } from "@/lib/phi/rules";

interface Line {
  text: string;
  kinds: string[];
}
const lines = (rows: unknown[]): Line[] =>
  (rows as [string, string[]][]).map(([text, kinds]) => ({ text, kinds }));

/** Recall and precision over kinds: a line's kinds are what must be found, and nothing else. */
function judge(all: Line[]) {
  let right = 0;
  let missed = 0;
  let wrong = 0;
  const slips: string[] = [];
  for (const { text, kinds } of all) {
    const found = new Set<string>(findPhi(text).map((finding) => finding.kind));
    const lost = kinds.filter((kind) => !found.has(kind));
    const extra = [...found].filter((kind) => !kinds.includes(kind));
    right += kinds.length - lost.length;
    missed += lost.length;
    wrong += extra.length;
    if (lost.length + extra.length > 0) slips.push(`${text} missed [${lost}] wrong [${extra}]`);
  }
  return { recall: right / (right + missed), precision: right / (right + wrong), slips };
}

test("finds in the labelled corpus what is there and little else", () => {
  const seen = judge(lines(corpus.lines));
  const unseen = judge(lines(corpus.unseen));
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  for (const [name, { recall, precision, slips }] of Object.entries({ lines: seen, unseen })) {
    process.stdout.write(`PHI ${name}: recall ${percent(recall)}, precision ${percent(precision)}\n`);
    for (const slip of slips) process.stdout.write(`  ${slip}\n`);
  }
  expect(corpus.lines.length).toBeGreaterThan(150);
  expect(seen.recall).toBeGreaterThanOrEqual(0.97);
  expect(seen.precision).toBeGreaterThanOrEqual(0.97);
  expect(unseen.recall).toBeGreaterThanOrEqual(0.9);
  expect(unseen.precision).toBeGreaterThanOrEqual(0.9);
});

test("says where it is, in the words as they were written", () => {
  const text = "Hola Ana: su GLUCOSA salió en 210. SSN 219-09-9999.";
  const found = findPhi(text).map(({ kind, start, end, severity }) => [
    kind,
    text.slice(start, end),
    severity,
  ]);
  expect(found).toEqual([
    ["lab", "GLUCOSA salió en 210", "moderate"],
    ["ssn", "219-09-9999", "severe"],
  ]);
});

test.each([
  ["Take met\u00adformin daily", "met\u00adformin", "drug"],
  ["Toma 😀 met\u200bfor\u2060mina", "met\u200bfor\u2060mina", "drug"],
  ["Your ﬂuoxetine is ready", "ﬂuoxetine", "drug"],
  ["ｍｅｔｆｏｒｍｉｎ now", "ｍｅｔｆｏｒｍｉｎ", "drug"],
  ["Your SSN 219\u201109\u20119999", "219\u201109\u20119999", "ssn"],
  ["DOB: ０１/０２/１９８０", "DOB: ０１/０２/１９８０", "birth_date"],
  ["Metformin™ is ready…", "Metformin", "drug"],
])("%j is read as it looks", (text, words, kind) => {
  const found = findPhi(text).find((one) => one.kind === kind);
  expect(text.slice(found?.start, found?.end)).toBe(words);
});

test("does not choke on long or hostile text", () => {
  const hostile = [
    "1".repeat(100_000),
    "1.".repeat(50_000),
    "if ".repeat(30_000),
    "dob ".repeat(25_000),
    "a1c ".repeat(25_000),
    `${"member id ".repeat(10_000)}x`,
    "positive test ".repeat(7_000),
    "4111 ".repeat(20_000),
  ];
  for (const text of hostile) expect(Array.isArray(findPhi(text))).toBe(true);
  expect(findPhi("")).toEqual([]);
});
