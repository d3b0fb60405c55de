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
export async function runVitest(tally, shop, filters) {
  process.stdout.write("\n▸ Tests (vitest, on a PostgreSQL of their own)\n");
  const report = join(openDataDir(".test"), `vitest-${process.pid}.json`);
  const program = join(root, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const succeeded = await shop
    .run("vitest", [program, "run", ...reporters, ...filters], testEnvironment())
    .then(
      () => true,
      () => false,
    );
  tally.add("Tests", settle(readVitestReport(report), succeeded));
  rmSync(report, { force: true });
}

/** The environment without the settings that a developer's shell may have for the hub itself. */
export function testEnvironment() {
  const ours =
    /^(PORT|SIMULATOR_PORT|DATA_DIR|(MIGRATE_)?DATABASE_URL|PUBLIC_URL|DELIVERY_CLOCK|CHANNELS_OFF|HUB_(?!BROWSER)\w+|(TWILIO|SENDGRID|FCM|SIM|INNGEST|OIDC|SMTP|NEXTAUTH)_\w+|NODE_ENV)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
