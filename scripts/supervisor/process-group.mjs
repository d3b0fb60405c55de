import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks the process group led by `pid` to end, and ends it hard when it has not after `graceMs`.
 * Answers whether the leader is gone.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 * @param {number} graceMs
 * @param {NodeJS.Signals} hard
 */
export async function endGroup(pid, signal, graceMs, hard = "SIGKILL") {
  send(pid, signal);
  if (await gone(pid, graceMs)) return true;
  send(pid, hard);
  return gone(pid, 5_000);
}

/**
 * Waits until a process has ended; false when it still lives after `withinMs`.
 * @param {number} pid
 * @param {number} withinMs
 */
export async function gone(pid, withinMs) {
  const end = Date.now() + withinMs;
  while (isAlive(pid)) {
    if (Date.now() >= end) return false;
    await sleep(50);
  }
  return true;
}

/**
 * A zombie (ended, not yet collected by its parent) counts as gone.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return commandOf(pid) !== "";
}

/**
 * The command line of a process, "" when there is none: a number in a file may since belong to another program.
 * @param {number} pid
 */
export function commandOf(pid) {
  if (!existsSync("/proc/self/stat")) return askPs(pid);
  try {
    const state = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "");
    if (state.startsWith("Z")) return "";
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}

/** @param {number} pid */
function askPs(pid) {
  const { stdout } = spawnSync("ps", ["-o", "stat=,command=", "-p", String(pid)], { encoding: "utf8" });
  const [state = "", ...command] = (stdout ?? "").trim().split(/\s+/);
  return state.startsWith("Z") ? "" : command.join(" ");
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function send(pid, signal) {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // No such group: the process leads none, or has ended.
    }
  }
}
