import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = join(dirname(fileURLToPath(import.meta.url)), "watchdog.mjs");

/**
 * Our end of the pipe to the watchdog, which outlives us: it stops the children and then PostgreSQL when we close the
 * pipe or are killed.
 */
export class Guard {
  /** The last thing heard of PostgreSQL is that it ended. */
  postgresEnded = false;
  #closing = false;
  #process;
  #ended;
  #say;

  /** @param {(line: string) => void} [say] told when PostgreSQL ends by itself */
  constructor(say = () => {}) {
    this.#say = say;
    this.#process = spawn(process.execPath, [program], {
      detached: true,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#ended = once(this.#process, "exit");
    this.#process.stdin.on("error", () => {});
    createInterface({ input: this.#process.stdout }).on("line", (line) => this.#hear(JSON.parse(line)));
  }

  get pid() {
    return this.#process.pid;
  }

  /** @param {{ command: string, args: string[], cwd: string, uid?: number, gid?: number, log: string }} plan */
  startPostgres(plan) {
    this.#order({ postgres: plan });
  }

  /** @param {number} pid leader of a process group */
  watch(pid) {
    this.#order({ watch: pid });
  }

  /** @param {number} pid */
  forget(pid) {
    this.#order({ forget: pid });
  }

  /** Resolves when the watchdog has ended, for whatever cause. */
  get ended() {
    return this.#ended;
  }

  /** Stops what is left, PostgreSQL last, and resolves when it has. */
  async close() {
    this.#closing = true;
    this.#process.stdin.end();
    await this.#ended;
  }

  /** @param {unknown} order */
  #order(order) {
    this.#process.stdin.write(`${JSON.stringify(order)}\n`);
  }

  /** @param {{ postgres?: "started" | "ended", pid?: number }} message */
  #hear(message) {
    this.postgresEnded = message.postgres === "ended";
    if (this.postgresEnded && !this.#closing) this.#say("PostgreSQL ended; it is started again.");
  }
}
