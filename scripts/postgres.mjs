/**
 * node scripts/postgres.mjs run [--data DIR] [--port N]
 * The embedded PostgreSQL alone, in the foreground, for work on the schema. Ctrl-C stops it.
 */
import { parseArgs } from "node:util";
import { openDataDir } from "./data-dir.mjs";
import { Failure, runScript } from "./failure.mjs";
import { loadEnvFile } from "./preflight/env-file.mjs";
import { refuseOldNode } from "./preflight/node-version.mjs";
import { installPackages } from "./preflight/packages.mjs";
import { claimDataDir } from "./supervisor/claim.mjs";
import { Guard } from "./supervisor/guard.mjs";

await runScript(async () => {
  refuseOldNode();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: "string" }, port: { type: "string" } },
  });
  if (positionals[0] !== "run")
    throw new Failure("Usage: node scripts/postgres.mjs run [--data DIR] [--port N]");
  loadEnvFile();
  await installPackages((line) => process.stdout.write(`${line}\n`));
  const { startServer } = await import("./database/server.mjs");
  const dataDir = openDataDir(values.data ?? process.env.DATA_DIR ?? ".data");
  const claim = await claimDataDir(dataDir);
  const guard = new Guard();
  claim.noteWatchdog(guard.pid);
  const stop = () => guard.close();
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.once(signal, stop);
  try {
    const server = await startServer({
      dataDir,
      guard,
      ...(values.port ? { port: Number(values.port) } : {}),
    });
    process.stdout.write(`DATABASE_URL=${server.app}\nMIGRATE_DATABASE_URL=${server.owner}\n`);
  } catch (error) {
    await stop();
    claim.release();
    throw error;
  }
  await guard.ended;
  claim.release();
});
