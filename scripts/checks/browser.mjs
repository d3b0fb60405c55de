import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Failure } from "../failure.mjs";

/** @typedef {{ executablePath?: string, args: string[], env?: Record<string, string> }} Browser Playwright's launch options */

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-dev-shm-usage",
];

/**
 * The first browser that runs here: the one named by HUB_BROWSER, Playwright's own, one of the system, the one shipped
 * in an npm package, or, for root, one installed by apt.
 * @returns {Promise<Browser>}
 */
export async function findBrowser() {
  const named = process.env.HUB_BROWSER;
  if (named && !runs(named)) throw new Failure(`HUB_BROWSER=${named} cannot be run.`);
  const found = (named && at(named)) || (await playwrights()) || system() || (await shipped()) || installed();
  if (found) return found;
  throw new Failure(
    "No browser for the tests was found: install Chromium, or run npx playwright install chromium, or name one with HUB_BROWSER.",
  );
}

async function playwrights() {
  const { chromium } = await import("playwright");
  const path = chromium.executablePath();
  return path && existsSync(path) && runs(path) ? at(path) : null;
}

function system() {
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((dir) => names.map((name) => join(dir, name)));
  const path = [...onPath, ...applications].find((candidate) => existsSync(candidate) && runs(candidate));
  return path ? at(path) : null;
}

/** Built for Linux on x64 functions in the cloud; the libraries it lacks elsewhere come with it. */
async function shipped() {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const before = { ...process.env };
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    const path = await chromium.executablePath();
    const { LD_LIBRARY_PATH = "", FONTCONFIG_PATH = "" } = process.env;
    const env = { LD_LIBRARY_PATH, FONTCONFIG_PATH };
    return runs(path, env) ? { ...at(path), env: { ...clean(before), ...env } } : null;
  } finally {
    for (const name of ["AWS_EXECUTION_ENV", "LD_LIBRARY_PATH", "FONTCONFIG_PATH"]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

function installed() {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).error) return null;
  process.stdout.write("Installing Chromium for the browser tests (apt-get) …\n");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    spawnSync("apt-get", ["-qq", ...args], { env, stdio: ["ignore", "ignore", "inherit"] });
  }
  return system();
}

/** @param {string} executablePath @returns {Browser} */
function at(executablePath) {
  return { executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet };
}

/** @param {string} path @param {Record<string, string>} [env] */
function runs(path, env = {}) {
  const probe = spawnSync(path, ["--version"], { timeout: 15_000, env: { ...process.env, ...env } });
  return probe.status === 0;
}

/** @param {Record<string, string | undefined>} env @returns {Record<string, string>} */
function clean(env) {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
