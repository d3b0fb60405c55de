/** npm run check: format, lint, walls and types, without tests. */
import { runEntry } from "./checks/entry.mjs";

await runEntry(async (tally, shop) => {
  const { quickChecks } = await import("./checks/steps.mjs");
  await quickChecks(tally, shop);
});
