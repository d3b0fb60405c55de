import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { isAlive } from "../supervisor/process-group.mjs";
import { Child } from "./child.mjs";

const READY = "console.log('ready'); setInterval(() => {}, 1000);";
let child: Child;

afterEach(() => child.stop(1_000));

/** A child that runs a line of JavaScript; `said` and `pids` gather what its world hears. */
function childOf(source: string, limits: { longestWaitMs?: number } = {}) {
  const said: string[] = [];
  const pids: number[] = [];
  child = new Child(
    {
      name: "runner",
      args: ["-e", source],
      env: { PATH: process.env.PATH },
      log: join(mkdtempSync(join(tmpdir(), "child-")), "runner.log"),
      isReady: (words) => words.includes("ready"),
      ...limits,
    },
    { say: (line) => said.push(line), born: (_, pid) => pids.push(pid), gone: () => {} },
  );
  return { child, said, pids };
}

test("a process that ends before it is ready fails the start with its last words", async () => {
  const { child } = childOf("console.error('no database'); process.exit(3)");
  await expect(child.start()).rejects.toThrow("The runner did not start:\n  no database");
});

test("a process that dies later is started again, and the terminal says so", async () => {
  const { child, said, pids } = childOf(READY);
  await child.start();
  process.kill(pids[0] ?? 0, "SIGKILL");
  await expect.poll(() => pids.length, { timeout: 15_000 }).toBe(2);
  expect(said).toEqual([expect.stringContaining("The runner ended (SIGKILL); it is started again in 1 s.")]);
});

test("one that dies again and again is given longer and longer, up to its limit", async () => {
  const { child, said, pids } = childOf(READY, { longestWaitMs: 1_500 });
  await child.start();
  for (const count of [2, 3]) {
    process.kill(pids.at(-1) ?? 0, "SIGKILL");
    await expect.poll(() => pids.length, { timeout: 15_000 }).toBe(count);
  }
  expect(said.map((line) => /again in (\S+) s/.exec(line)?.[1])).toEqual(["1", "1.5"]);
});

test("a process that is asked to stop ends and is not started again", async () => {
  const { child, pids } = childOf(READY);
  await child.start();
  await child.stop(5_000);
  expect(isAlive(pids[0] ?? 0)).toBe(false);
  expect(pids).toHaveLength(1);
});
