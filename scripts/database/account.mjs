import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { Failure } from "../failure.mjs";

/** @typedef {{ uid: number, gid: number }} Account */

/**
 * The account PostgreSQL must run as: null is our own. Root cannot run it, so root lends an account that already
 * exists; a cluster that exists keeps the one that owns it.
 * @param {string} clusterDir
 * @returns {Account | null}
 */
export function serverAccount(clusterDir) {
  const uid = process.getuid?.();
  if (uid === undefined) return null;
  const owner = ownerOf(clusterDir);
  if (uid !== 0) {
    if (owner && owner.uid !== uid) {
      throw new Failure(
        `The database in ${clusterDir} belongs to another account: start as that account or as root, or choose another DATA_DIR.`,
      );
    }
    return null;
  }
  if (owner && owner.uid !== 0) return owner;
  return lookUp("postgres") ?? lookUp("nobody") ?? create();
}

/**
 * Whether the account can enter a directory and write there.
 * @param {Account | null} account
 * @param {string} dir
 */
export function canWrite(account, dir) {
  if (!account) return true;
  const probe = spawnSync("/bin/sh", ["-c", 'cd "$1" && test -w .', "sh", dir], { cwd: "/", ...account });
  return probe.status === 0;
}

/** @param {string} dir @returns {Account | null} */
function ownerOf(dir) {
  if (!existsSync(dir)) return null;
  const { uid, gid } = statSync(dir);
  return { uid, gid };
}

/** @param {string} name @returns {Account | null} */
function lookUp(name) {
  const [uid, gid] = ["-u", "-g"].map((flag) => {
    const answer = spawnSync("id", [flag, name], { encoding: "utf8" });
    return answer.status === 0 ? Number(answer.stdout) : Number.NaN;
  });
  return uid && gid !== undefined && Number.isInteger(gid) ? { uid, gid } : null;
}

/** @returns {Account} */
function create() {
  spawnSync("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
  const account = lookUp("postgres");
  if (account) return account;
  throw new Failure(
    "PostgreSQL refuses to run as root and no ordinary account was found: create one named postgres, or start as another user.",
  );
}
