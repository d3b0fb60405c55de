import { rmSync } from "node:fs";
import { join } from "node:path";
import { openDataDir, root } from "../data-dir.mjs";
import { readVitestReport, settle } from "./reports.mjs";

/**
 * Unit and database tests.
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {string[]} filters files, as Vitest takes them
 */
export function runVitest(tally, shop, filters) {
  process.stdout.write("\n▸ Tests (vitest, on a PostgreSQL of their own)\n");
  return walk(tally, shop, "Tests", filters);
}

/**
 * Proofs on whole hubs that are killed in the middle; they use the build that the journeys made.
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 */
export function runCrashes(tally, shop) {
  process.stdout.write("\n▸ Crashes (vitest, hubs of their own)\n");
  return walk(tally, shop, "Crashes", ["--config", "e2e/crash/vitest.config.ts"]);
}

/**
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {string} name
 * @param {string[]} choice
 */
async function walk(tally, shop, name, choice) {
  const report = join(openDataDir(".test"), `vitest-${process.pid}.json`);
  const program = join(root, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const succeeded = await shop
    .run("vitest", [program, "run", ...reporters, ...choice], testEnvironment())
    .then(
      () => true,
      () => false,
    );
  tally.add(name, settle(readVitestReport(report), succeeded));
  rmSync(report, { force: true });
}

/** The environment without the settings that a developer's shell may have for the hub itself. */
export function testEnvironment() {
  const ours =
    /^(PORT|SIMULATOR_PORT|DATA_DIR|(MIGRATE_)?DATABASE_URL|PUBLIC_URL|DELIVERY_CLOCK|CHANNELS_OFF|HUB_(?!BROWSER)\w+|(TWILIO|SENDGRID|FCM|SIM|INNGEST|OIDC|SMTP|NEXTAUTH)_\w+|NODE_ENV)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
