/**
 * npm run journey:inngest: the journey of five messages by a real Inngest server, on a database of its own. The server
 * calls back JOURNEY_ORIGIN (http://localhost:3988; from a container http://host.docker.internal:3988).
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./data-dir.mjs";
import { Failure, runScript } from "./failure.mjs";
import { loadEnvFile } from "./preflight/env-file.mjs";
import { refuseOldNode } from "./preflight/node-version.mjs";
import { installPackages } from "./preflight/packages.mjs";

const needed = ["INNGEST_BASE_URL", "INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"];

await runScript(async () => {
  refuseOldNode();
  loadEnvFile();
  const { env } = process;
  const missing = needed.filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Failure(
      `${missing.join(", ")} must be set: the journey needs a real Inngest server (compose.yaml starts one).`,
    );
  }
  await requireServer(env.INNGEST_BASE_URL ?? "");
  await installPackages((line) => process.stdout.write(`${line}\n`));
  const program = join(root, "node_modules/vitest/vitest.mjs");
  const { status } = spawnSync(process.execPath, [program, "run", "--config=e2e/inngest/vitest.config.ts"], {
    cwd: root,
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
});

/** @param {string} url */
async function requireServer(url) {
  const reached =
    URL.canParse(url) &&
    (await fetch(new URL("/health", url)).then(
      ({ ok }) => ok,
      () => false,
    ));
  if (!reached) throw new Failure(`No Inngest server answers at INNGEST_BASE_URL (${url}).`);
}
