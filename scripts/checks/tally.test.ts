import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Failure } from "../failure.mjs";
import { todayInDenver } from "./journeys.mjs";
import { readPlaywrightReport, readVitestReport, settle } from "./reports.mjs";
import { Tally } from "./tally.mjs";

function report(content: unknown) {
  const path = join(mkdtempSync(join(tmpdir(), "report-")), "report.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test("steps and tests are counted together in the last line", async () => {
  const tally = new Tally();
  await tally.step("good", async () => true);
  await tally.step("bad", () => Promise.reject(new Failure("No.")));
  tally.add("Tests", { passed: 7, failed: 2, failures: ["one", "two"], again: ["three"] });
  expect(tally.line).toBe("8 passed, 3 failed");
  expect(tally.failures).toEqual(["bad", "Tests: 2 failed\n  one\n  two"]);
  expect(tally.again).toEqual(["Tests: 1 at a second try\n  three"]);
});

test("a test file that could not be loaded is a failure", () => {
  const path = report({
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      {
        name: "caps.test.ts",
        status: "failed",
        message: "",
        assertionResults: [
          {
            status: "failed",
            fullName: "caps ten a day",
            failureMessages: ["\u001b[31mexpected 11\u001b[39m\n\n at x"],
          },
          { status: "passed", fullName: "caps nine", failureMessages: [] },
          { status: "passed", fullName: "caps late", failureMessages: ["expected 1"] },
        ],
      },
      { name: "broken.test.ts", status: "failed", message: "Cannot find it", assertionResults: [] },
      { name: "good.test.ts", status: "passed", message: "", assertionResults: [{}, {}] },
    ],
  });
  expect(readVitestReport(path)).toEqual({
    passed: 3,
    failed: 2,
    failures: [
      "caps.test.ts › caps ten a day\n    expected 11\n     at x",
      "broken.test.ts\n    Cannot find it",
    ],
    again: ["caps.test.ts › caps late\n    expected 1"],
  });
});

test("a journey that passed at the second try has passed; an error outside the journeys is a failure", () => {
  const spec = { file: "stop.spec.ts", line: 8, title: "her STOP" };
  const results = [{ error: { message: "not visible" } }, { error: { message: "not visible again" } }];
  const inner = { specs: [{ ...spec, tests: [{ status: "unexpected", results }] }] };
  const good = { file: "a.spec.ts", line: 1, title: "good", tests: [{ status: "expected", results: [{}] }] };
  const late = { file: "b.spec.ts", line: 2, title: "late", tests: [{ status: "flaky", results }] };
  const path = report({
    stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 },
    errors: [{ message: "no browser" }],
    suites: [{ specs: [good, late], suites: [inner] }],
  });
  expect(readPlaywrightReport(path)).toEqual({
    passed: 5,
    failed: 2,
    failures: ["stop.spec.ts:8 › her STOP\n    not visible", "outside\n    no browser"],
    again: ["b.spec.ts:2 › late\n    not visible"],
  });
});

test("a runner that fails or vanishes without naming a failure counts as one", () => {
  expect(settle({ passed: 9, failed: 0 }, false)).toEqual({ passed: 9, failed: 1, failures: [], again: [] });
  expect(settle(null, true)).toEqual({ passed: 0, failed: 1, failures: [], again: [] });
  const named = { passed: 9, failed: 2, failures: ["one", "two"], again: ["three"] };
  expect(settle(named, false)).toEqual(named);
});

test.each([
  ["2026-01-15T18:30:00Z", 3 * 60, "2026-01-15T10:00:00.000Z"],
  ["2026-07-15T05:30:00Z", 21 * 60 + 40, "2026-07-15T03:40:00.000Z"],
])("seen from %s, the clinic's clock shows %i minutes at %s", (now, minutes, instant) => {
  expect(todayInDenver(minutes, new Date(now))).toBe(instant);
});
