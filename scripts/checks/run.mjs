import { generateClient } from "../hub/build.mjs";
import { buildForTests, runJourneys } from "./journeys.mjs";
import { migrationCheck, quickChecks } from "./steps.mjs";
import { runCrashes, runVitest } from "./vitest.mjs";

/**
 * Runs the chosen part of the checks, or all of them; a failing part does not keep the next from running.
 * @param {import("./tally.mjs").Tally} tally
 * @param {import("./workshop.mjs").Workshop} shop
 * @param {{ part: string | undefined, filters: string[] }} choice part: check, unit, e2e or crash
 */
export async function runChecks(tally, shop, { part, filters }) {
  const chosen = (/** @type {string} */ name) => part === undefined || part === name;
  const generated = await tally.step("Database client (prisma generate)", async () => {
    await generateClient(
      async (name, args, env) => {
        await shop.run(name, args, env);
        return "";
      },
      () => {},
    );
    return true;
  });
  if (!generated) return;
  if (chosen("check")) {
    await quickChecks(tally, shop);
    await migrationCheck(tally, shop);
  }
  if (chosen("unit")) {
    await runVitest(tally, shop, { name: "Tests (vitest, on a PostgreSQL of their own)", args: filters });
  }
  if (!chosen("e2e") && !chosen("crash")) return;
  if (!(await buildForTests(tally, shop))) return;
  if (chosen("e2e")) await runJourneys(tally, shop, filters);
  if (chosen("crash")) {
    await runVitest(tally, shop, {
      name: "Hubs that are killed",
      args: ["--config=e2e/crash/vitest.config.ts", ...filters],
    });
  }
  if (chosen("crash")) await runCrashes(tally, shop);
}
