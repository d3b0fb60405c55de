import { rmSync } from "node:fs";
import { join } from "node:path";
import { openDataDir, root } from "../data-dir.mjs";
import { readVitestReport, settle } from "./reports.mjs";

/**
 * Runs tests of Vitest and adds their counts.
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {{ name: string, args?: string[] }} what `args` as Vitest takes them: files, --config
 * @param {Record<string, string | undefined>} [env]
 */
export async function runVitest(tally, shop, { name, args = [] }, env = testEnvironment()) {
  process.stdout.write(`\n▸ ${name}\n`);
  const report = join(openDataDir(".test"), `vitest-${process.pid}.json`);
  const program = join(root, "node_modules/vitest/vitest.mjs");
  // A machine that stood still for seconds is no failure; what passed at a second try only is listed at the end.
  const options = ["--retry=1", ...args];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const succeeded = await shop.run("vitest", [program, "run", ...reporters, ...options], env).then(
    () => true,
    () => false,
  );
  tally.add(name, settle(readVitestReport(report), succeeded));
  rmSync(report, { force: true });
}

/** The environment without the settings that a developer's shell may have for the hub itself. */
export function testEnvironment() {
  const ours =
    /^(PORT|SIMULATOR_(SMTP_)?PORT|DATA_DIR|(MIGRATE_)?DATABASE_URL|PUBLIC_URL|DELIVERY_CLOCK|CHANNELS_OFF|HUB_(?!BROWSER)\w+|(TWILIO|TELNYX|SENDGRID|SMTP|FCM|SIM|INNGEST|OIDC|NEXTAUTH)_\w+|NODE_ENV)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
