import { spawn } from "node:child_process";
import { once } from "node:events";
import { root } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";

/** @typedef {(name: string, args: string[], env: Record<string, string | undefined>) => Promise<string>} Run */

/**
 * Makes a runner of Node programs that end by themselves; it answers what one printed. The words of one that fails
 * are shown whole, before the failure's sentence.
 * @param {import("../supervisor/guard.mjs").Guard} guard stops a step that is still running when we are gone
 * @returns {Run}
 */
export function stepRunner(guard) {
  return async (name, args, env) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: /** @type {NodeJS.ProcessEnv} */ (env),
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const pid = child.pid ?? 0;
    guard.watch(pid);
    let printed = "";
    let words = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      printed += text;
      words += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      words += text;
    });
    const [code, signal] = await once(child, "close");
    guard.forget(pid);
    if (code === 0) return printed;
    process.stderr.write(words.endsWith("\n") ? words : `${words}\n`);
    throw new Failure(`${name} failed (${signal ?? `code ${code}`}): its words are above.`);
  };
}
