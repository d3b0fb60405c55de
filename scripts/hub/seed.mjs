import { readRecord } from "../data-dir.mjs";
import { withDatabase } from "../database/borrow.mjs";
import { migrate } from "../database/migrations.mjs";
import { Guard } from "../supervisor/guard.mjs";
import { generateClient } from "./build.mjs";
import { keepClockOffset } from "./clock.mjs";
import { keepSeeded } from "./demo-file.mjs";
import { childEnvironments } from "./environment.mjs";
import { keepSecrets } from "./secrets.mjs";
import { readSettings } from "./settings.mjs";
import { stepRunner } from "./step.mjs";

/** @typedef {import("./step.mjs").Run} Run */

/**
 * Seeds through `prisma/seed.ts`, which leaves a database that has a clinic as it is.
 * @param {Run} run
 * @param {{ dataDir: string, env: Record<string, string | undefined>, owner: string }} options
 */
export async function runSeed(run, { dataDir, env, owner }) {
  const args = ["--import", "tsx", "prisma/seed.ts"];
  const printed = await run("The seed", args, { ...env, MIGRATE_DATABASE_URL: owner });
  return keepSeeded(dataDir, printed);
}

/**
 * `npm run seed` by itself, migrations included.
 * @param {{ env: Record<string, string | undefined>, dataDir: string, say: (line: string) => void }} options
 */
export async function seed({ env, dataDir, say }) {
  const settings = readSettings({ ...env, HUB_DEMO: "1" });
  const guard = new Guard();
  try {
    const run = stepRunner(guard);
    await generateClient(run, say);
    await withDatabase({ dataDir, env }, async (urls) => {
      await migrate({ connectionString: urls.owner });
      const clockOffsetMs = keepClockOffset(dataDir, settings, Date.now());
      const secrets = keepSecrets(dataDir);
      const { hub } = childEnvironments({
        env,
        settings,
        secrets,
        urls,
        dataDir,
        clockOffsetMs,
        demo: true,
        dev: false,
      });
      const seeded = await runSeed(run, { dataDir, env: hub, owner: urls.owner });
      say(
        seeded
          ? JSON.stringify(readRecord(dataDir, "seed.json"), null, 2)
          : "The database has a clinic already: nothing was seeded.",
      );
    });
  } finally {
    await guard.close();
  }
}
