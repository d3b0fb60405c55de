/** npm run seed: fills an empty database (DATABASE_URL, or the embedded one) with the demo clinics. */
import { openDataDir } from "./data-dir.mjs";
import { runScript } from "./failure.mjs";
import { loadEnvFile } from "./preflight/env-file.mjs";
import { refuseOldNode } from "./preflight/node-version.mjs";
import { installPackages } from "./preflight/packages.mjs";

const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

await runScript(async () => {
  refuseOldNode();
  loadEnvFile();
  await installPackages(say);
  const { seed } = await import("./hub/seed.mjs");
  await seed({ env: process.env, dataDir: openDataDir(process.env.DATA_DIR ?? ".data"), say });
});
