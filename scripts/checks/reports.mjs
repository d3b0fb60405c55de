import { existsSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** @typedef {{ passed: number, failed: number, failures?: string[] }} Counts `failures`: names with first lines */

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
  const failures = failed.flatMap(({ name, message, assertionResults }) =>
    assertionResults.length === 0
      ? [brief(name, message)]
      : assertionResults
          .filter((result) => result.status === "failed")
          .map((result) => brief(`${name} › ${result.fullName}`, result.failureMessages.join("\n"))),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length, failures };
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
  const failures = [
    ...report.suites.flatMap(failedSpecs),
    ...report.errors.map((/** @type {{ message?: string }} */ { message }) =>
      brief("outside", message ?? ""),
    ),
  ];
  return { passed: expected + flaky, failed: unexpected + report.errors.length, failures };
}

/**
 * @typedef {{ status: string, results: { error?: { message?: string } }[] }} PlaywrightTest
 * @typedef {{ title: string, file: string, line: number, ok: boolean, tests: PlaywrightTest[] }} Spec
 * @typedef {{ suites?: Suite[], specs: Spec[] }} Suite
 */

/**
 * @param {Suite} suite
 * @returns {string[]}
 */
function failedSpecs({ suites = [], specs }) {
  const failed = specs.filter(({ ok }) => !ok);
  const words = failed.map(({ file, line, title, tests }) => {
    const messages = tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? ""));
    return brief(`${file}:${line} › ${title}`, messages.find((message) => message !== "") ?? "");
  });
  return [...words, ...suites.flatMap(failedSpecs)];
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
  const { passed, failed, failures = [] } = counts ?? { passed: 0, failed: 0 };
  const silent = failed === 0 && (!succeeded || !counts);
  return { passed, failed: silent ? 1 : failed, failures };
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}
