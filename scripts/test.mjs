/**
 * npm test: everything, from a bare clone, ending with the line `N passed, N failed`.
 * npm test -- check | unit [FILE …] | e2e [FILE …] | crash: a part of it.
 */
import { runEntry } from "./checks/entry.mjs";
import { Failure } from "./failure.mjs";

const [part, ...filters] = process.argv.slice(2);
const parts = ["check", "unit", "e2e", "crash"];

await runEntry(async (tally, shop) => {
  if (part && !parts.includes(part))
    throw new Failure(`There is no part "${part}": choose one of ${parts.join(", ")}.`);
  const { runChecks } = await import("./checks/run.mjs");
  await runChecks(tally, shop, { part, filters });
});
