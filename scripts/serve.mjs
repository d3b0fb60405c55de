/**
 * npm run serve: the web process alone, for production. npm run runner: the delivery runner alone.
 * No simulator, no demo, no database of ours: everything comes from the environment.
 */
import { join } from "node:path";
import { root } from "./data-dir.mjs";
import { Failure, runScript } from "./failure.mjs";
import { readSettings } from "./hub/settings.mjs";
import { openChannels } from "./hub/vendors.mjs";
import { loadEnvFile } from "./preflight/env-file.mjs";
import { refuseOldNode } from "./preflight/node-version.mjs";

const needed = ["DATABASE_URL", "NEXTAUTH_SECRET", "HUB_SECRET"];

await runScript(async () => {
  refuseOldNode();
  loadEnvFile();
  const { env } = process;
  const missing = needed.filter((name) => !env[name]);
  if (missing.length > 0) throw new Failure(`${missing.join(", ")} must be set: see .env.example.`);
  const settings = readSettings(env);
  const open = openChannels(env);
  if (open.length > 0) {
    throw new Failure(
      `${open.join(", ")} can neither be sent nor is switched off: set the vendor's keys, or CHANNELS_OFF=${open.join(",")}.`,
    );
  }
  Object.assign(env, {
    NODE_ENV: "production",
    HUB_DEMO: "0",
    PUBLIC_URL: settings.publicUrl,
    NEXTAUTH_URL: settings.publicUrl,
  });
  process.chdir(root);
  if (process.argv[2] === "runner") {
    const { register } = await import("tsx/esm/api");
    register();
    await import(join(root, "runner/main.ts"));
  } else {
    const { requireFreePort } = await import("./preflight/ports.mjs");
    await requireFreePort("PORT", settings.port);
    const { next } = await import("./hub/build.mjs");
    process.argv = [process.execPath, next, "start", "-p", String(settings.port)];
    await import(next);
  }
});
