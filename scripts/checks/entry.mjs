import { explain } from "../failure.mjs";
import { loadEnvFile } from "../preflight/env-file.mjs";
import { refuseOldNode } from "../preflight/node-version.mjs";
import { installPackages } from "../preflight/packages.mjs";
import { Tally } from "./tally.mjs";
import { Workshop } from "./workshop.mjs";

/**
 * Runs checks from a bare clone to the last line `N passed, N failed`, whatever happens on the way.
 * @param {(tally: Tally, shop: Workshop) => Promise<void>} body
 */
export async function runEntry(body) {
  const tally = new Tally();
  const shop = new Workshop();
  const end = async () => {
    await shop.close().catch(explain);
    tally.finish();
    process.exit();
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.once(signal, () => {
      tally.fail(`stopped by ${signal}`);
      end();
    });
  }
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.once(event, (error) => {
      explain(error);
      tally.fail("The checks themselves");
      end();
    });
  }
  const ready = await tally.step("Packages", async () => {
    refuseOldNode();
    loadEnvFile();
    await installPackages((line) => process.stdout.write(`${line}\n`));
    return true;
  });
  if (ready)
    await body(tally, shop).catch((error) =>
      tally.step("The checks themselves", () => Promise.reject(error)),
    );
  await end();
}
