import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";
import { endGroup } from "../supervisor/process-group.mjs";

const usualLongestWaitMs = 30_000;
// A process that lived this long had started well: its next end is a new story.
const settledMs = 60_000;
const startMs = 120_000;

/**
 * @typedef {object} Plan
 * @property {string} name as people call it: web, runner, simulator
 * @property {string[]} args of node
 * @property {Record<string, string | undefined>} env
 * @property {string} log file that takes its words
 * @property {boolean} [show] its words go to the terminal too (development)
 * @property {(words: string) => boolean | Promise<boolean>} isReady given what it has written since it started
 * @property {number} [longestWaitMs] the longest pause before it is started again; 30 s unless given
 */

/** One long-running process: started, waited for, started again with a growing pause when it ends by itself. */
export class Child {
  /** @type {import("node:child_process").ChildProcess | null} */
  #process = null;
  #stopping = false;
  #ready = false;
  #failures = 0;

  /**
   * @param {Plan} plan
   * @param {{ say(line: string): void, born(name: string, pid: number): void, gone(name: string, pid: number): void }} world
   */
  constructor(plan, world) {
    this.plan = plan;
    this.world = world;
  }

  /** Starts it and resolves when it is ready; fails when it ends first. */
  async start() {
    if (existsSync(this.plan.log)) renameSync(this.plan.log, `${this.plan.log}.1`);
    this.#launch();
    const end = Date.now() + startMs;
    while (!(await this.plan.isReady(this.#words()))) {
      if (this.#stopping) return;
      if (!this.#process) throw new Failure(`The ${this.plan.name} did not start:\n${this.#lastWords()}`);
      if (Date.now() > end)
        throw new Failure(
          `The ${this.plan.name} is not ready after ${startMs / 1000} s (${this.plan.log}):\n${this.#lastWords()}`,
        );
      await sleep(50);
    }
    this.#ready = true;
  }

  /**
   * Asks it to end, waits, and ends it hard after the grace.
   * @param {number} graceMs
   */
  async stop(graceMs) {
    this.#stopping = true;
    if (this.#process?.pid) await endGroup(this.#process.pid, "SIGTERM", graceMs);
  }

  #launch() {
    const { name, args, env, log, show, longestWaitMs = usualLongestWaitMs } = this.plan;
    const file = openSync(log, "a", 0o600);
    const out = show ? "inherit" : file;
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: /** @type {NodeJS.ProcessEnv} */ (env),
      detached: true,
      stdio: ["ignore", out, out],
    });
    closeSync(file);
    const { pid = 0 } = child;
    const since = Date.now();
    this.#process = child;
    this.world.born(name, pid);
    child.on("exit", (code, signal) => {
      this.#process = null;
      this.world.gone(name, pid);
      if (this.#stopping || !this.#ready) return;
      this.#failures = Date.now() - since > settledMs ? 1 : this.#failures + 1;
      const waitMs = Math.min(longestWaitMs, 1_000 * 2 ** (this.#failures - 1));
      this.world.say(
        `The ${name} ended (${signal ?? `code ${code}`}); it is started again in ${waitMs / 1000} s.\n${this.#lastWords()}`,
      );
      setTimeout(() => this.#stopping || this.#launch(), waitMs);
    });
  }

  #words() {
    return existsSync(this.plan.log) ? readFileSync(this.plan.log, "utf8") : "";
  }

  #lastWords() {
    return this.#words()
      .trimEnd()
      .split("\n")
      .slice(-12)
      .map((line) => `  ${line}`)
      .join("\n");
  }
}
