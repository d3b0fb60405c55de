import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDataDir, readRecord, root } from "../data-dir.mjs";
import { removeDataDir } from "../database/cluster.mjs";
import { refusalOf } from "../database/server.mjs";
import { gone, isAlive } from "./process-group.mjs";

const dataDir = openDataDir(join(".test", `watchdog-${process.pid}`));
const started: ChildProcess[] = [];

afterAll(async () => {
  for (const { pid } of started) if (pid && isAlive(pid)) process.kill(pid, "SIGTERM");
  await Promise.all(started.map(({ pid = 0 }) => gone(pid, 20_000)));
  removeDataDir(dataDir);
});

/** Starts the developer's database script and answers its process once the database takes connections. */
async function start() {
  const child = spawn(process.execPath, ["scripts/postgres.mjs", "run", "--data", dataDir], { cwd: root });
  started.push(child);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (text: Buffer) =>
      resolve(/MIGRATE_DATABASE_URL=(\S+)/.exec(String(text))?.[1] ?? ""),
    );
    child.stderr.on("data", (text: Buffer) => reject(new Error(String(text))));
  });
  const { watchdog } = readRecord(dataDir, "running.json");
  const lock = join(readRecord(dataDir, "postgres.json").home, "cluster/postmaster.pid");
  return {
    pid: child.pid ?? 0,
    url,
    watchdog,
    postgres: Number(readFileSync(lock, "utf8").split("\n")[0]),
    lock,
  };
}

test("the database survives neither an order to stop nor the sudden death of its supervisor, and keeps its data", async () => {
  const first = await start();
  expect(await refusalOf(first.url)).toBeNull();
  process.kill(first.pid, "SIGKILL");
  expect(await gone(first.postgres, 20_000)).toBe(true);
  expect(existsSync(first.lock)).toBe(false);

  const second = await start();
  expect(new URL(second.url).password).toBe(new URL(first.url).password);
  process.kill(second.pid, "SIGTERM");
  expect(await gone(second.pid, 20_000)).toBe(true);
  expect(isAlive(second.postgres)).toBe(false);
}, 90_000);

test("a start takes over from a database whose supervisor and watchdog were both killed", async () => {
  const orphaned = await start();
  process.kill(orphaned.watchdog, "SIGKILL");
  process.kill(orphaned.pid, "SIGKILL");
  expect(await gone(orphaned.pid, 5_000)).toBe(true);
  expect(isAlive(orphaned.postgres)).toBe(true);

  const next = await start();
  expect(isAlive(orphaned.postgres)).toBe(false);
  expect(await refusalOf(next.url)).toBeNull();
}, 90_000);

test("two hubs never share a data directory", async () => {
  await expect(start()).rejects.toThrow("A hub is already running on");
}, 30_000);
