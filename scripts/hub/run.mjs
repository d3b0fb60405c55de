import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openDataDir } from "../data-dir.mjs";
import { requireReachable } from "../database/borrow.mjs";
import { stopLeftServer } from "../database/cluster.mjs";
import { migrate } from "../database/migrations.mjs";
import { freePort, startServer } from "../database/server.mjs";
import { requireFreePort } from "../preflight/ports.mjs";
import { claimDataDir } from "../supervisor/claim.mjs";
import { Guard } from "../supervisor/guard.mjs";
import { buildWeb, generateClient } from "./build.mjs";
import { keepClockOffset } from "./clock.mjs";
import { removeDemoFile, requireSeeded, tableOf, writeDemoFile } from "./demo-file.mjs";
import { childEnvironments } from "./environment.mjs";
import { Processes } from "./processes.mjs";
import { buildRunner } from "./runner.mjs";
import { keepSecrets } from "./secrets.mjs";
import { runSeed } from "./seed.mjs";
import { readSettings } from "./settings.mjs";
import { stepRunner } from "./step.mjs";
import { whenAskedToStop } from "./stop-signals.mjs";

/**
 * Runs the hub in the foreground until it is asked to stop: database, migrations, demo seed, build, simulator, runner,
 * web. Answers when it is ready.
 * @param {{ dev: boolean, say: (line: string) => void }} options
 */
export async function runHub({ dev, say }) {
  const began = Date.now();
  const { env } = process;
  const settings = readSettings(env);
  const { demo } = settings;
  const dataDir = openDataDir(settings.dataDir);
  const claim = await claimDataDir(dataDir);
  const guard = new Guard(say);
  claim.noteWatchdog(guard.pid);
  removeDemoFile(dataDir);
  const logs = join(dataDir, "logs");
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const processes = new Processes({ logs, guard, claim, say, dev });

  const stop = whenAskedToStop(guard, async () => {
    removeDemoFile(dataDir);
    await processes.stop();
    await guard.close();
    await stopLeftServer(dataDir);
    claim.release();
  });
  try {
    await requireFreePort("PORT", settings.port);
    if (demo) await requireFreePort("SIMULATOR_PORT", settings.simulatorPort);
    const run = stepRunner(guard);
    await generateClient(run, say);
    const urls =
      settings.database ?? (await startServer({ dataDir, guard, log: join(logs, "postgres.log") }));
    if (settings.database) await requireReachable(settings.database);
    await migrate({ connectionString: urls.owner });
    if (demo && settings.database) await requireSeeded(dataDir, urls.owner);
    const secrets = keepSecrets(dataDir);
    // Chosen only now: the database may have taken the usual one.
    const wanted = settings.simulatorSmtpPort;
    const simulatorSmtpPort = demo && !env.SIMULATOR_SMTP_PORT ? await freePort(wanted) : wanted;
    const chosen = { ...settings, simulatorSmtpPort };
    const environments = (/** @type {number} */ clockOffsetMs) =>
      childEnvironments({ env, settings: chosen, secrets, urls, dataDir, clockOffsetMs, demo, dev });
    if (!dev) await buildWeb(run, say, environments(0).hub);
    const runner = await buildRunner(env);
    const clockOffsetMs = keepClockOffset(dataDir, settings, Date.now());
    const { hub, simulator } = environments(clockOffsetMs);
    if (demo && !settings.database) {
      await runSeed(run, { dataDir, env: hub, owner: urls.owner });
    }
    // What the processes write into the data directory is for our eyes only.
    process.umask(0o077);
    await processes.start({ hub, simulator: demo ? simulator : null, settings, runner });
    const simulatorUrl = demo ? `http://localhost:${settings.simulatorPort}` : null;
    const addresses = { url: settings.publicUrl, simulatorUrl, databaseUrl: urls.owner };
    const seeded = writeDemoFile(dataDir, addresses);
    const clock = clockOffsetMs ? new Date(Date.now() + clockOffsetMs) : null;
    say(`\nMessaging Hub is ready (${((Date.now() - began) / 1000).toFixed(1)} s).\n`);
    const { deliveryClock } = settings;
    const table = tableOf({ ...addresses, ...seeded, dataDir, clock, deliveryClock });
    say(`${table}\n\nCtrl-C stops it; the data stays.`);
  } catch (error) {
    await stop(error);
  }
}
