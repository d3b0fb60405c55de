import { rmSync } from "node:fs";
import { join } from "node:path";
import { openDataDir, root } from "../data-dir.mjs";
import { findBrowser } from "./browser.mjs";
import { readPlaywrightReport, settle } from "./reports.mjs";
import { withTestHubs } from "./test-hub.mjs";

/** Where the journeys tagged @clock are. */
const clockedSpec = "e2e/demo.spec.ts";

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
 * Walks the browser's journeys through hubs of their own: two side by side, then the clock's hours all at once.
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {string[]} filters
 */
export async function runJourneys(tally, shop, filters) {
  const browser = await tally.step("A browser for the journeys", findBrowser);
  if (!browser) return;
  const second = filters.length === 1 ? [] : [{ name: "now-2" }];
  await walk(tally, shop, [{ name: "now" }, ...second], ["--grep-invert=@clock", ...filters]);
  const clocked = filters.length === 0 || filters.some((filter) => clockedSpec.includes(filter));
  if (!clocked) return;
  const walks = hours.map(({ name, minutes }) =>
    walk(tally, shop, [{ name, hubNow: todayInDenver(minutes) }], ["--grep=@clock", ...filters]),
  );
  await Promise.all(walks);
}

/**
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {[import("./test-hub.mjs").HubOptions, ...import("./test-hub.mjs").HubOptions[]]} hubs
 * @param {string[]} args
 */
async function walk(tally, shop, hubs, args) {
  const [{ name, hubNow }] = hubs;
  const report = join(openDataDir(".test"), `playwright-${name}-${process.pid}.json`);
  const program = join(root, "node_modules/@playwright/test/cli.js");
  const own = ["--pass-with-no-tests", `--output=test-results/${name}`];
  let succeeded = false;
  const clock = hubNow ?? "the clock of now";
  const started = await tally.step(`Hubs for the journeys (${hubs.length}, ${clock})`, async () => {
    await withTestHubs(shop, hubs, async (env) => {
      const journeys = shop.run("playwright", [program, "test", ...own, ...args], {
        ...env,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      });
      succeeded = await journeys.then(
        () => true,
        () => false,
      );
    });
    return true;
  });
  if (started) tally.add(`Journeys (${name})`, settle(readPlaywrightReport(report), succeeded));
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
