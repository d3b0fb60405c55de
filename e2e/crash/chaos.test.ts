import { expect, it } from "vitest";
import { QUICK, runChaos } from "@/e2e/crash/chaos/run";
import { tableOf } from "@/e2e/crash/chaos/verdict";

it("chaos in short: nothing is lost, nothing goes twice, every state is right in the end", async () => {
  const verdicts = await runChaos(QUICK, () => undefined);
  process.stdout.write(`${tableOf(verdicts)}\n`);
  const bad = verdicts.filter(({ lost, twice, wrong }) => lost + twice + wrong > 0);
  expect(bad).toEqual([]);
}, 600_000);
