import { existsSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/**
 * `failures`: names with first lines. `again`: the same of what failed first and passed at another try.
 * @typedef {{ passed: number, failed: number, failures?: string[], again?: string[] }} Counts
 */

/** So many lines of a failure's message are repeated at the end; the rest stands where it happened. */
const MOST_LINES = 8;

/**
 * Counts of Vitest's JSON report; a file that could not be loaded counts as one failure.
 * @param {string} path
 * @returns {Counts | null} null when there is no report
 */
export function readVitestReport(path) {
  const report = read(path);
  if (!report) return null;
  /** @type {{ name: string, message: string, status: string, assertionResults: VitestResult[] }[]} */
  const files = report.testResults;
  const failed = files.filter(({ status }) => status === "failed");
  const unloaded = failed.filter(({ assertionResults }) => assertionResults.length === 0);
  const told = (/** @type {"failed" | "passed"} */ ending) =>
    files.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status, failureMessages }) => status === ending && (failureMessages?.length ?? 0) > 0)
        .map(({ fullName, failureMessages }) => brief(`${name} › ${fullName}`, failureMessages.join("\n"))),
    );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    failures: [...told("failed"), ...unloaded.map(({ name, message }) => brief(name, message))],
    again: told("passed"),
  };
}

/** @typedef {{ status: string, fullName: string, failureMessages: string[] }} VitestResult */

/**
 * Counts of Playwright's JSON report; an error outside any test counts as one failure.
 * @param {string} path
 * @returns {Counts | null} null when there is no report
 */
export function readPlaywrightReport(path) {
  const report = read(path);
  if (!report) return null;
  const { expected, unexpected, flaky } = report.stats;
  const told = (/** @type {"unexpected" | "flaky"} */ ending) =>
    report.suites.flatMap((/** @type {Suite} */ suite) => specsOf(suite, ending));
  const failures = [
    ...told("unexpected"),
    ...report.errors.map((/** @type {{ message?: string }} */ { message }) =>
      brief("outside", message ?? ""),
    ),
  ];
  const failed = unexpected + report.errors.length;
  return { passed: expected + flaky, failed, failures, again: told("flaky") };
}

/**
 * @typedef {{ status: string, results: { error?: { message?: string } }[] }} PlaywrightTest
 * @typedef {{ title: string, file: string, line: number, tests: PlaywrightTest[] }} Spec
 * @typedef {{ suites?: Suite[], specs: Spec[] }} Suite
 */

/**
 * @param {Suite} suite
 * @param {"unexpected" | "flaky"} ending
 * @returns {string[]}
 */
function specsOf({ suites = [], specs }, ending) {
  const ended = specs.filter(({ tests }) => tests.some(({ status }) => status === ending));
  const words = ended.map(({ file, line, title, tests }) => {
    const messages = tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? ""));
    return brief(`${file}:${line} › ${title}`, messages.find((message) => message !== "") ?? "");
  });
  return [...words, ...suites.flatMap((inner) => specsOf(inner, ending))];
}

/**
 * @param {string} name
 * @param {string} message
 */
function brief(name, message) {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return [name, ...lines.slice(0, MOST_LINES).map((line) => `    ${line}`)].join("\n");
}

/**
 * What a test runner brought: its own counts, and one failure more when it failed without naming any.
 * @param {Counts | null} counts
 * @param {boolean} succeeded by its exit code
 * @returns {Counts}
 */
export function settle(counts, succeeded) {
  const { passed, failed, failures = [], again = [] } = counts ?? { passed: 0, failed: 0 };
  const silent = failed === 0 && (!succeeded || !counts);
  return { passed, failed: silent ? 1 : failed, failures, again };
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}
