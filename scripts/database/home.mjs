import { createHash } from "node:crypto";
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canWrite } from "./account.mjs";

/** @typedef {import("./account.mjs").Account} Account */

/**
 * The folder that holds the cluster: below the data directory, or, when the account cannot get there, in a folder of
 * its own that it can reach. The caller records the answer in the data directory.
 * @param {string} dataDir
 * @param {Account | null} account
 */
export function chooseHome(dataDir, account) {
  const near = claim(join(dataDir, "postgres"), account);
  if (canWrite(account, near)) return near;
  rmdirSync(near);
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  return claim(join(sharedDir(), name), account);
}

/**
 * A folder every account can pass through and only root can write: for what cannot stay below a shut home.
 */
export function sharedDir() {
  const lasting = "/var/lib/messaging-hub";
  try {
    mkdirSync(lasting, { recursive: true, mode: 0o755 });
    chmodSync(lasting, 0o755);
    if (lstatSync(lasting).uid === 0) return lasting;
  } catch {
    // A read-only system: the temporary folder below is recorded in the data directory like any other.
  }
  const passing = mkdtempSync(join(tmpdir(), "messaging-hub-"));
  chmodSync(passing, 0o755);
  return passing;
}

/** @param {string} dir @param {Account | null} account */
function claim(dir, account) {
  if (!existsSync(dir)) mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (account) chownSync(dir, account.uid, account.gid);
  return dir;
}
