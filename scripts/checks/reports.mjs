import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * Counts of Vitest's JSON report; a file that could not be loaded counts as one failure.
 * @param {string} path
 * @returns {Counts | null} null when there is no report
 */
export function readVitestReport(path) {
  const report = read(path);
  if (!report) return null;
  /** @type {{ status: string, assertionResults: unknown[] }[]} */
  const files = report.testResults;
  const unloaded = files.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

/**
 * Counts of Playwright's JSON report; an error outside any test counts as one failure.
 * @param {string} path
 * @returns {Counts | null} null when there is no report
 */
export function readPlaywrightReport(path) {
  const report = read(path);
  if (!report) return null;
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length };
}

/**
 * What a test runner brought: its own counts, and one failure more when it failed without naming any.
 * @param {Counts | null} counts
 * @param {boolean} succeeded by its exit code
 * @returns {Counts}
 */
export function settle(counts, succeeded) {
  const { passed, failed } = counts ?? { passed: 0, failed: 0 };
  const silent = failed === 0 && (!succeeded || !counts);
  return { passed, failed: silent ? 1 : failed };
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}
