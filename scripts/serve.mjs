/**
 * npm run serve: the web process alone, for production. npm run runner: the delivery runner alone.
 * No simulator, no demo, no database of ours: everything comes from the environment.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./data-dir.mjs";
import { Failure, runScript } from "./failure.mjs";
import { next } from "./hub/build.mjs";
import { readSettings } from "./hub/settings.mjs";
import { openChannels } from "./hub/vendors.mjs";
import { loadEnvFile } from "./preflight/env-file.mjs";
import { refuseOldNode } from "./preflight/node-version.mjs";

const needed = ["DATABASE_URL", "NEXTAUTH_SECRET", "HUB_SECRET"];
// Only the demo's clock can be moved.
const refused = ["HUB_NOW", "HUB_CLOCK_OFFSET_MS"];

await runScript(async () => {
  refuseOldNode();
  loadEnvFile();
  const { env } = process;
  const settings = requireComplete(env);
  Object.assign(env, {
    NODE_ENV: "production",
    HUB_DEMO: "0",
    PUBLIC_URL: settings.publicUrl,
    NEXTAUTH_URL: settings.publicUrl,
  });
  process.chdir(root);
  if (!existsSync(next)) throw new Failure("The packages are not installed: run npm ci first.");
  const { requireDatabase } = await import("./database/borrow.mjs");
  await requireDatabase("DATABASE_URL", env.DATABASE_URL ?? "");
  if (process.argv[2] === "runner") {
    const { buildRunner } = await import("./hub/runner.mjs");
    await import(await buildRunner(env));
  } else {
    if (!existsSync(join(root, env.NEXT_DIST_DIR || ".next", "BUILD_ID"))) {
      throw new Failure("The web pages are not built: run npm run build first.");
    }
    const { requireFreePort } = await import("./preflight/ports.mjs");
    await requireFreePort("PORT", settings.port);
    const { serveWeb } = await import("./hub/web.mjs");
    await serveWeb({ port: settings.port, host: settings.host });
  }
});

/** @param {NodeJS.ProcessEnv} env */
function requireComplete(env) {
  const missing = needed.filter((name) => !env[name]);
  if (missing.length > 0) throw new Failure(`${missing.join(", ")} must be set: see .env.example.`);
  const given = refused.filter((name) => env[name]);
  if (given.length > 0) {
    throw new Failure(`${given.join(", ")} would move the clock of messages to real people: unset it.`);
  }
  const settings = readSettings({ ...env, HUB_DEMO: "0" });
  const open = openChannels(env);
  if (open.length > 0) {
    throw new Failure(
      `${open.join(", ")} can neither be sent nor is switched off: set the vendor's keys, or CHANNELS_OFF=${open.join(",")}.`,
    );
  }
  if (env.SENDGRID_API_KEY && !env.SENDGRID_INBOUND_SECRET) {
    process.stdout.write("SENDGRID_INBOUND_SECRET is not set: letters from patients cannot come in.\n");
  }
  return settings;
}
