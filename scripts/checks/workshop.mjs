import { spawn } from "node:child_process";
import { once } from "node:events";
import { root } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";
import { Guard } from "../supervisor/guard.mjs";

/** Where the checks run their programs: what is still running ends when we do. */
export class Workshop {
  #guard = new Guard();
  #closed = false;

  /**
   * Runs a Node program to its end, its words on our terminal; fails when it fails.
   * @param {string} name
   * @param {string[]} args
   * @param {Record<string, string | undefined>} [env]
   */
  async run(name, args, env = process.env) {
    const child = this.spawn(args, env, "inherit");
    const [code, signal] = await once(child, "close");
    if (code !== 0) throw new Failure(`${name} failed (${signal ?? `code ${code}`}).`);
  }

  /**
   * @param {string[]} args
   * @param {Record<string, string | undefined>} env
   * @param {"inherit" | "pipe"} output
   */
  spawn(args, env, output) {
    if (this.#closed) throw new Failure("The checks were stopped.");
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: /** @type {NodeJS.ProcessEnv} */ (env),
      detached: true,
      stdio: ["ignore", output, output],
    });
    const pid = child.pid ?? 0;
    this.#guard.watch(pid);
    child.on("exit", () => this.#guard.forget(pid));
    return child;
  }

  close() {
    this.#closed = true;
    return this.#guard.close();
  }
}
