import { rmSync } from "node:fs";
import { join } from "node:path";
import { openDataDir, root } from "../data-dir.mjs";
import { findBrowser } from "./browser.mjs";
import { readPlaywrightReport, settle } from "./reports.mjs";
import { withTestHub } from "./test-hub.mjs";

/** Hours of the demo clinic (Denver) at which the journeys tagged @clock are walked. */
const hours = [
  { name: "3-am", minutes: 3 * 60 },
  { name: "noon", minutes: 12 * 60 },
  { name: "9-40-pm", minutes: 21 * 60 + 40 },
];

/**
 * Builds the pages as they ship, in a folder of the tests' own; answers whether that went well.
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 */
export async function buildForTests(tally, shop) {
  const env = { ...process.env, NEXT_DIST_DIR: ".next-test" };
  return tally.step("Build (next)", async () => {
    await shop.run("next build", ["scripts/build.mjs"], { ...env, HUB_DEMO: "1" });
    return true;
  });
}

/**
 * Walks the browser's journeys through hubs of their own.
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {string[]} filters
 */
export async function runJourneys(tally, shop, filters) {
  const browser = await tally.step("A browser for the journeys", findBrowser);
  if (!browser) return;
  await walk(tally, shop, { name: "now" }, ["--grep-invert=@clock", "--pass-with-no-tests", ...filters]);
  for (const { name, minutes } of hours) {
    await walk(tally, shop, { name, hubNow: todayInDenver(minutes) }, [
      "--grep=@clock",
      "--pass-with-no-tests",
      ...filters,
    ]);
  }
}

/**
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {{ name: string, hubNow?: string }} hub
 * @param {string[]} args
 */
async function walk(tally, shop, hub, args) {
  const report = join(openDataDir(".test"), `playwright-${hub.name}-${process.pid}.json`);
  const program = join(root, "node_modules/@playwright/test/cli.js");
  let succeeded = false;
  const started = await tally.step(
    `A hub for the journeys (${hub.hubNow ?? "the clock of now"})`,
    async () => {
      await withTestHub(shop, hub, async (env) => {
        const journeys = shop.run("playwright", [program, "test", ...args], {
          ...env,
          PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        });
        succeeded = await journeys.then(
          () => true,
          () => false,
        );
      });
      return true;
    },
  );
  if (started) tally.add(`Journeys (${hub.name})`, settle(readPlaywrightReport(report), succeeded));
  rmSync(report, { force: true });
}

/**
 * Today's instant at which Denver's clocks show so many minutes after midnight.
 * @param {number} minutes
 */
export function todayInDenver(minutes, now = new Date()) {
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/Denver",
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
  });
  const parts = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const shown = (parts.hour ?? 0) * 60 + (parts.minute ?? 0);
  return new Date(now.getTime() + (minutes - shown) * 60_000).toISOString();
}
