import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "./failure.mjs";

/** The folder of the repository, wherever the command was called from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Makes the data directory (relative paths start at the repository) and answers its absolute path.
 * Root's may be passed through, not listed: PostgreSQL's account lives in a folder below.
 * @param {string} path
 */
export function openDataDir(path) {
  const dir = resolve(root, path);
  try {
    if (!existsSync(dir)) {
      mkdirSync(dir, { recursive: true });
      chmodSync(dir, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
    // A file can be written to as well.
    readdirSync(dir);
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Failure(
      `The data directory ${dir} cannot be written (${codeOf(error)}): choose another with DATA_DIR.`,
    );
  }
  return dir;
}

/**
 * The data directory of this environment, made where there is none; with a database of one's own (`DATABASE_URL`) it is
 * only named, because nothing is kept in it and the machine may be read-only.
 * @param {Record<string, string | undefined>} env
 */
export function dataDirOf({ DATA_DIR, DATABASE_URL }) {
  return DATABASE_URL ? resolve(root, DATA_DIR || ".data") : openDataDir(DATA_DIR || ".data");
}

/**
 * Reads a JSON record kept in the data directory; absent is null.
 * @param {string} dir
 * @param {string} name
 * @returns {any}
 */
export function readRecord(dir, name) {
  const path = join(dir, name);
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Failure(
      `${path} cannot be read (${codeOf(error)}): restore it, or move it away to start afresh.`,
    );
  }
}

/**
 * Writes a JSON record for our eyes only (0600), whole or not at all.
 * @param {string} dir
 * @param {string} name
 * @param {unknown} value
 */
export function writeRecord(dir, name, value) {
  const path = join(dir, name);
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(partial, path);
}

/** @param {unknown} error */
export function codeOf(error) {
  if (error instanceof SyntaxError) return "not JSON";
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
