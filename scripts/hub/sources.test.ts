import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { fingerprint } from "./sources.mjs";

let dir: string;
const print = () => fingerprint(dir, (path) => path.endsWith(".ts"));

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "sources-"));
  mkdirSync(join(dir, "app"));
  writeFileSync(join(dir, "app/page.ts"), "one");
});

test("the same sources have the same fingerprint", () => {
  expect(print()).toBe(print());
});

test("a changed, a new and a moved source each change it", () => {
  const prints = [print()];
  writeFileSync(join(dir, "app/page.ts"), "two");
  prints.push(print());
  writeFileSync(join(dir, "app/layout.ts"), "one");
  prints.push(print());
  writeFileSync(join(dir, "app/page.ts"), "one");
  writeFileSync(join(dir, "app/layout.ts"), "two");
  prints.push(print());
  expect(new Set(prints).size).toBe(4);
});

test("what the build never reads does not change it", () => {
  const before = print();
  for (const folder of [".git", "node_modules", "e2e"]) {
    mkdirSync(join(dir, folder));
    writeFileSync(join(dir, folder, "some.ts"), "x");
  }
  writeFileSync(join(dir, "app/notes.md"), "x");
  expect(print()).toBe(before);
});
