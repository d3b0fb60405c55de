/** npm run build: the database client and the web pages, for production; nothing when they are up to date. */
import { runScript } from "./failure.mjs";
import { buildWeb, generateClient } from "./hub/build.mjs";
import { stepRunner } from "./hub/step.mjs";
import { loadEnvFile } from "./preflight/env-file.mjs";
import { refuseOldNode } from "./preflight/node-version.mjs";
import { installPackages } from "./preflight/packages.mjs";
import { Guard } from "./supervisor/guard.mjs";

await runScript(async () => {
  refuseOldNode();
  loadEnvFile();
  const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
  await installPackages(say);
  const guard = new Guard();
  try {
    const run = stepRunner(guard);
    await generateClient(run, say);
    await buildWeb(run, say, process.env);
    say("The build is up to date.");
  } finally {
    await guard.close();
  }
});
