import { explain } from "../failure.mjs";

/** Counts what passed and failed; every step of the checks is one, every test is one. */
export class Tally {
  passed = 0;
  failed = 0;
  /** @type {string[]} names of what failed, repeated at the end */
  failures = [];
  /** @type {string[]} names of what passed at a second try only: no failure, and nothing to hide */
  again = [];

  /**
   * Runs a step; one that throws has failed. Answers its result, undefined when it failed.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} body
   * @returns {Promise<T | undefined>}
   */
  async step(name, body) {
    process.stdout.write(`\n▸ ${name}\n`);
    try {
      const result = await body();
      this.passed += 1;
      return result;
    } catch (error) {
      explain(error);
      this.fail(name);
      return undefined;
    }
  }

  /** @param {string} name */
  fail(name) {
    this.failed += 1;
    this.failures.push(name);
  }

  /**
   * Adds the tests of a runner that reports its own counts.
   * @param {string} name
   * @param {import("./reports.mjs").Counts} counts
   */
  add(name, { passed, failed, failures = [], again = [] }) {
    this.passed += passed;
    this.failed += failed;
    if (again.length > 0)
      this.again.push([`${name}: ${again.length} at a second try`, ...again].join("\n  "));
    if (failed > 0) this.failures.push([`${name}: ${failed} failed`, ...failures].join("\n  "));
  }

  /** The last line that `npm test` prints. */
  get line() {
    return `${this.passed} passed, ${this.failed} failed`;
  }

  /** Prints what failed, at first or for good, and the line, and sets the exit code. */
  finish() {
    const list = [
      ...this.again.map((name) => `↻ ${name}\n`),
      ...this.failures.map((name) => `✗ ${name}\n`),
    ].join("");
    process.exitCode = this.failed > 0 || this.passed === 0 ? 1 : 0;
    process.stdout.write(`\n${list}${this.line}\n`);
  }
}
