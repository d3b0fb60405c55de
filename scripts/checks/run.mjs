import { generateClient } from "../hub/build.mjs";
import { buildForTests, runJourneys } from "./journeys.mjs";
import { migrationCheck, quickChecks } from "./steps.mjs";
import { runVitest } from "./vitest.mjs";

/**
 * Format, lint, walls and types, without the tests: what `npm run check` runs.
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 */
export async function runQuickChecks(tally, shop) {
  if (!(await generate(tally, shop))) return;
  await quickChecks(tally, shop);
  await runVitest(tally, shop, { name: "Walls (vitest)", args: ["walls"] });
}

/**
 * Runs the chosen part of the checks, or all of them; a failing part does not keep the next from running.
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {{ part: string | undefined, filters: string[] }} choice part: check, unit, e2e or crash
 */
export async function runChecks(tally, shop, { part, filters }) {
  const chosen = (/** @type {string} */ name) => part === undefined || part === name;
  if (!(await generate(tally, shop))) return;
  const onHubs = chosen("e2e") || chosen("crash");
  // The compiler uses one core; the build, the comparison and Biome share the other.
  const [built] = await Promise.all([
    onHubs && buildForTests(tally, shop),
    chosen("check") && quickChecks(tally, shop).then(() => migrationCheck(tally, shop)),
  ]);
  if (chosen("unit")) {
    await runVitest(tally, shop, { name: "Tests (vitest, on a PostgreSQL of their own)", args: filters });
  }
  if (!built) return;
  // Both wait more than they work: for a browser, for a hub that starts again.
  await Promise.all([
    chosen("e2e") && runJourneys(tally, shop, filters),
    chosen("crash") && runCrashes(tally, shop, filters),
  ]);
}

/**
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {string[]} filters
 */
function runCrashes(tally, shop, filters) {
  const args = ["--config=e2e/crash/vitest.config.ts", ...filters];
  return runVitest(tally, shop, { name: "Crashes (vitest, hubs of their own that are killed)", args });
}

/**
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 */
function generate(tally, shop) {
  return tally.step("Database client (prisma generate)", async () => {
    const run = (/** @type {Parameters<import("../hub/step.mjs").Run>} */ ...step) =>
      shop.run(...step).then(() => "");
    await generateClient(run, () => {});
    return true;
  });
}
