import { expect, it } from "vitest";
import { QUICK, runChaos } from "@/e2e/crash/chaos/run";
import { SHORT } from "@/e2e/crash/chaos/stages";
import { tableOf } from "@/e2e/crash/chaos/verdict";

it("killed at each of its named points, the engine loses nothing and sends nothing twice", async () => {
  const verdicts = await runChaos(QUICK, () => undefined, SHORT);
  process.stdout.write(`${tableOf(verdicts)}\n`);
  const bad = verdicts.filter(({ lost, twice, wrong }) => lost + twice + wrong > 0);
  expect(bad).toEqual([]);
}, 600_000);
