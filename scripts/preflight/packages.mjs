import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";

/**
 * Installs the packages of the lockfile when node_modules does not hold them.
 * @param {(line: string) => void} say
 */
export async function installPackages(say) {
  // An image for production was made without the developers' packages.
  const withDev = process.env.NODE_ENV !== "production";
  if (holdsAll(readLock("package-lock.json"), readLock("node_modules/.package-lock.json"), { withDev }))
    return;
  say("Installing the packages (npm ci) …");
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm?.endsWith(".js") ? [process.execPath, npm] : ["npm"];
  const args = [...first, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  const [code] = await once(child, "exit").catch((error) => [error.message]);
  if (code !== 0)
    throw new Failure(
      `The packages could not be installed: npm ci ended with ${code} (its words are above).`,
    );
}

/** @typedef {{ packages: Record<string, { version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }> }} Lock */

/**
 * Whether what is installed is what is locked. Optional packages (other platforms') may be absent.
 * @param {Lock | null} locked
 * @param {Lock | null} installed npm's own record in node_modules, which it writes last
 * @param {{ withDev?: boolean }} [options] whether what only developers need must be there
 */
export function holdsAll(locked, installed, { withDev = true } = {}) {
  if (!locked || !installed) return false;
  return Object.entries(locked.packages).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed.packages[path];
    if (!found) return Boolean(wanted.optional || wanted.devOptional || (wanted.dev && !withDev));
    return found.version === wanted.version;
  });
}

/** @param {string} path @returns {Lock | null} */
function readLock(path) {
  const file = join(root, path);
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
