import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure.mjs";
import { commandOf, endGroup } from "../supervisor/process-group.mjs";

const shutdownMs = 20_000;

/**
 * Ends a PostgreSQL that outlived both its supervisor and its watchdog. A process number that now belongs to another
 * program is only forgotten.
 * @param {string} clusterDir
 */
export async function stopOrphan(clusterDir) {
  const lock = join(clusterDir, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, "utf8").split("\n")[0]);
  if (!commandOf(pid).includes(clusterDir)) return rmSync(lock, { force: true });
  if (await endGroup(pid, "SIGINT", shutdownMs, "SIGQUIT")) return;
  throw new Failure(`An earlier PostgreSQL (process ${pid}) does not stop: end it, then start again.`);
}
