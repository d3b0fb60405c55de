import { existsSync, readFileSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/checks/browser.mjs";

// `npm test` names hubs of its own, one for each worker; by hand, the journeys walk through the one of `npm start`.
const dataDirs = (process.env.HUB_DATA_DIR ?? ".data").split(",");
const dataDir = dataDirs[Number(process.env.TEST_PARALLEL_INDEX ?? 0)] ?? dataDirs[0];
const demoFile = `${dataDir}/demo.json`;
if (!existsSync(demoFile))
  throw new Error(`No hub runs on ${dataDir} (${demoFile} is missing): start one with npm start.`);
const demo: { url: string } = JSON.parse(readFileSync(demoFile, "utf8"));

// Two hubs and two browsers share two cores: a step that came too late is walked again, and listed as flaky.
const retries = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? 2 : 0;

export default defineConfig({
  testDir: "e2e",
  // The crash and Inngest folders hold tests of Vitest.
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: dataDirs.length,
  // A machine may be slow and busy with something else: what comes late is no failure, what never comes is.
  timeout: 300_000,
  retries,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
  use: {
    navigationTimeout: 90_000,
    baseURL: demo.url,
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "America/Denver",
    // Recording slows every step: in `npm test` only the second walk of what failed is recorded.
    trace: retries > 0 ? "on-first-retry" : "retain-on-failure",
    launchOptions: await findBrowser(),
  },
});
