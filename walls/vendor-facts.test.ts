import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** `[lib/x.test.ts](../lib/x.test.ts) › a part of the test's name`, as the page has them. */
const LINK = /\[([^\]]+\.test\.tsx?)\]\(\.\.\/\1\) › (.+?)(?=<br>| \| )/g;

it("each test that docs/vendor-facts.md names is there", () => {
  const rows = readFileSync("docs/vendor-facts.md", "utf8").replaceAll(/\|$/gm, "| ");
  const named = [...rows.matchAll(LINK)].map(([, path = "", name = ""]) => ({
    path,
    name: name.replaceAll("&#124;", "|"),
  }));
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(({ path, name }) => !readFileSync(path, "utf8").includes(name))).toEqual([]);
  // A link of another form would be looked at by nobody.
  expect(rows.match(/\.test\.tsx?\)/g)).toHaveLength(named.length);
});
