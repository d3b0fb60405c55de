import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDataDir, root } from "@/scripts/data-dir.mjs";
import { buildRunner } from "@/scripts/hub/runner.mjs";

const dir = mkdtempSync(join(openDataDir(".test"), "runner-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test("hubs that start side by side share one build, and leave nothing half written", async () => {
  const env = { NEXT_DIST_DIR: relative(root, dir) };
  const [first, second] = await Promise.all([buildRunner(env), buildRunner(env)]);
  expect(first).toBe(second);
  expect(await buildRunner(env)).toBe(first);
  expect(readdirSync(join(dir, "runner"))).toHaveLength(1);
});
