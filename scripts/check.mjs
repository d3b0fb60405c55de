/** npm run check: format, lint, walls and types, without tests. */
import { runEntry } from "./checks/entry.mjs";

await runEntry(async (tally, shop) => {
  const { runQuickChecks } = await import("./checks/run.mjs");
  await runQuickChecks(tally, shop);
});
