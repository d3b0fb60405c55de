import { existsSync, readFileSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/checks/browser.mjs";

// `npm test` names a hub of its own; by hand, the journeys walk through the one that `npm start` runs.
const dataDir = process.env.HUB_DATA_DIR ?? ".data";
process.env.HUB_DATA_DIR = dataDir;
const demoFile = `${dataDir}/demo.json`;
if (!existsSync(demoFile))
  throw new Error(`No hub runs on ${dataDir} (${demoFile} is missing): start one with npm start.`);
const demo: { url: string; simulatorUrl: string } = JSON.parse(readFileSync(demoFile, "utf8"));
process.env.HUB_URL ??= demo.url;
process.env.HUB_SIMULATOR_URL ??= demo.simulatorUrl;

export default defineConfig({
  testDir: "e2e",
  // The crash and Inngest folders hold tests of Vitest.
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL: process.env.HUB_URL,
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "America/Denver",
    trace: "retain-on-failure",
    launchOptions: await findBrowser(),
  },
});
