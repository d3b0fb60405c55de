/**
 * npm test: everything, from a bare clone, ending with the line `N passed, N failed`.
 * npm test -- check | unit [FILE …] | e2e [FILE …] | crash: a part of it.
 */
import { runEntry } from "./checks/entry.mjs";

const [part, ...filters] = process.argv.slice(2);

await runEntry(async (tally, shop) => {
  const { runChecks } = await import("./checks/run.mjs");
  await runChecks(tally, shop, { part, filters });
});
