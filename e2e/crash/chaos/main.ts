import { QUICK, runChaos, WHOLE } from "@/e2e/crash/chaos/run";
import { tableOf } from "@/e2e/crash/chaos/verdict";
import { Failure, runScript } from "@/scripts/failure.mjs";

/**
 * npm run chaos             kills, crashes and faults of every kind, some ten minutes long
 * npm run chaos -- --quick  each of them once
 */
await runScript(async () => {
  const began = performance.now();
  const say = (line: string) => {
    const seconds = Math.round((performance.now() - began) / 1_000);
    process.stdout.write(`${String(seconds).padStart(4)} s  ${line}\n`);
  };
  const verdicts = await runChaos(process.argv.includes("--quick") ? QUICK : WHOLE, say);
  process.stdout.write(`\n${tableOf(verdicts)}\n`);
  const bad = verdicts.filter(({ lost, twice, wrong }) => lost + twice + wrong > 0);
  if (bad.length > 0) throw new Failure("Something was lost, sent twice or left in a wrong state.");
  say("nothing lost, nothing twice, all states right");
});
