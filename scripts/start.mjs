/**
 * npm start: everything from a bare clone to a running hub. `--dev`: the same with `next dev`.
 * Nothing but Node's own modules may be imported before the packages are installed.
 */

import { runScript } from "./failure.mjs";
import { loadEnvFile } from "./preflight/env-file.mjs";
import { refuseOldNode } from "./preflight/node-version.mjs";
import { installPackages } from "./preflight/packages.mjs";

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

await runScript(async () => {
  refuseOldNode();
  loadEnvFile();
  await installPackages(say);
  const { runHub } = await import("./hub/run.mjs");
  await runHub({ dev: process.argv.includes("--dev"), say });
});
