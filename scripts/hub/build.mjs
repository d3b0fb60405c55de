import { join } from "node:path";
import { root } from "../data-dir.mjs";
import { fingerprintOfSchema, fingerprintOfSources, isCurrent, stampCurrent } from "./sources.mjs";

/** @typedef {import("./step.mjs").Run} Run */
/** @typedef {(line: string) => void} Say */

const prisma = join(root, "node_modules/prisma/build/index.js");
/** Where the tests build, beside a hub that may be running. */
export const testDir = ".next-test";
export const next = join(root, "node_modules/next/dist/bin/next");

/**
 * Generates Prisma's client when the schema changed.
 * @param {Run} run
 * @param {Say} say
 */
export async function generateClient(run, say) {
  const print = fingerprintOfSchema();
  if (isCurrent("prisma/generated", print)) return;
  say("Generating the database client …");
  await run("prisma generate", [prisma, "generate", "--no-hints"], {
    ...process.env,
    // Generating needs no Rust engine; an existing file keeps Prisma from downloading one.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  });
  stampCurrent("prisma/generated", print);
}

/**
 * Builds the web process when the sources changed, or when the last build was the demo's and this is not (or the other
 * way round): a build holds what its pages may frame. The tests' folder holds the demo's always, for hubs of both kinds.
 * @param {Run} run
 * @param {Say} say
 * @param {Record<string, string | undefined>} env
 */
export async function buildWeb(run, say, env) {
  const dir = env.NEXT_DIST_DIR || ".next";
  const demo = env.HUB_DEMO === "1" || dir === testDir;
  const print = `${fingerprintOfSources()}${demo ? " demo" : ""}`;
  if (isCurrent(dir, print)) return;
  say("Building the web pages (once, until the sources change) …");
  const settings = { HUB_DEMO: demo ? "1" : "0", NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await run("next build", [next, "build"], { ...env, ...settings });
  stampCurrent(dir, print);
}
