import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRecord, writeRecord } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";
import { commandOf, endGroup, gone } from "./process-group.mjs";

/** @typedef {{ supervisor: number, watchdog?: number, children: Record<string, number> }} Running */

const name = "running.json";
// A watchdog left alone lets the runner drain (15 s), then shuts PostgreSQL down (20 s).
const watchdogMs = 40_000;
const drainMs = 15_000;

/**
 * Takes a data directory for this process, so that two supervisors never share one. Refuses while another lives;
 * what a killed one left behind (its watchdog at work, children of ours) has ended when this resolves.
 * @param {string} dataDir
 */
export async function claimDataDir(dataDir) {
  /** @type {Running} */
  const running = { supervisor: process.pid, children: {} };
  let released = false;
  const note = () => released || writeRecord(dataDir, name, running);
  await clearRemains(dataDir);
  try {
    writeFileSync(join(dataDir, name), JSON.stringify(running), { flag: "wx", mode: 0o600 });
  } catch {
    throw new Failure(`Another hub is just starting on ${dataDir}: stop it first, or set another DATA_DIR.`);
  }
  return {
    /** @param {number | undefined} pid */
    noteWatchdog(pid) {
      if (pid) running.watchdog = pid;
      note();
    },
    /** @param {string} child @param {number | undefined} pid undefined when it has ended */
    noteChild(child, pid) {
      if (pid) running.children[child] = pid;
      else delete running.children[child];
      note();
    },
    release() {
      released = true;
      rmSync(join(dataDir, name), { force: true });
    },
  };
}

/** @param {string} dataDir */
async function clearRemains(dataDir) {
  /** @type {Running | null} */
  const left = readRecord(dataDir, name);
  if (!left) return;
  if (isScript(left.supervisor)) {
    throw new Failure(
      `A hub is already running on ${dataDir} (process ${left.supervisor}): stop it first, or set another DATA_DIR.`,
    );
  }
  if (left.watchdog && isScript(left.watchdog) && !(await gone(left.watchdog, watchdogMs))) {
    throw new Failure(
      `An earlier hub is still stopping (process ${left.watchdog}): end it, then start again.`,
    );
  }
  const orphans = Object.values(left.children).filter(isOurs);
  await Promise.all(orphans.map((pid) => endGroup(pid, "SIGTERM", drainMs)));
  rmSync(join(dataDir, name), { force: true });
}

/** @param {number} pid */
function isScript(pid) {
  return pid !== process.pid && /\bscripts\/.*\.mjs\b/.test(commandOf(pid));
}

/** @param {number} pid */
function isOurs(pid) {
  return /\b(next|runner|simulator)\b/.test(commandOf(pid));
}
