import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { testEnvironment } from "./checks/vitest.mjs";
import { root } from "./data-dir.mjs";

const complete = {
  DATABASE_URL: process.env.DATABASE_URL,
  NEXTAUTH_SECRET: "sessions",
  HUB_SECRET: "links",
  CHANNELS_OFF: "SMS,EMAIL,PUSH",
  NEXT_DIST_DIR: ".test/never-built",
};

/** Starts the web process with a setting changed and answers what it says before it ends. */
function serve(change: Record<string, string>, args: string[] = []) {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/serve.mjs", ...args], {
    cwd: root,
    env: { ...testEnvironment(), ...complete, ...change, NODE_ENV: "test" },
    encoding: "utf8",
    timeout: 20_000,
  });
  return { status, said: stderr.trim() };
}

test.each([
  ["a missing secret", { HUB_SECRET: "" }, "HUB_SECRET must be set: see .env.example."],
  [
    "a moved clock",
    { HUB_NOW: "2026-03-02T21:40:00-07:00", HUB_CLOCK_OFFSET_MS: "5" },
    "HUB_NOW, HUB_CLOCK_OFFSET_MS would move the clock of messages to real people: unset it.",
  ],
  [
    "a channel left open",
    { CHANNELS_OFF: "PUSH" },
    "SMS, EMAIL can neither be sent nor is switched off: set the vendor's keys, or CHANNELS_OFF=SMS,EMAIL.",
  ],
  [
    "a database that does not answer",
    { DATABASE_URL: "postgresql://hub:x@127.0.0.1:9/hub" },
    "The database of DATABASE_URL cannot be reached: connect ECONNREFUSED 127.0.0.1:9.",
  ],
  ["pages that were not built", {}, "The web pages are not built: run npm run build first."],
])("production refuses %s with one sentence", (_, change, sentence) => {
  expect(serve(change)).toEqual({ status: 1, said: sentence });
});

test("the runner alone refuses a moved clock as well", () => {
  expect(serve({ HUB_CLOCK_OFFSET_MS: "60000" }, ["runner"]).said).toMatch("HUB_CLOCK_OFFSET_MS would move");
});
