import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { root } from "../data-dir.mjs";

test.each([
  ["a stray throw", 'setTimeout(() => { throw new Error("stray") }, 50)'],
  ["a promise nobody waits for", 'Promise.reject(new Error("stray"))'],
])("%s still ends the checks with their last line", (_, accident) => {
  const program = `const { runEntry } = await import("./scripts/checks/entry.mjs");
    await runEntry(async () => { ${accident}; await new Promise((done) => setTimeout(done, 10_000)); });`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: root,
    encoding: "utf8",
    timeout: 20_000,
  });
  expect(run.stdout.trimEnd().split("\n").at(-1)).toBe("1 passed, 1 failed");
  expect(run.stderr).toContain("Error: stray");
  expect(run.status).toBe(1);
});
