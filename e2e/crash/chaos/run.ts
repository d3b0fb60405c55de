import { type Measure, STAGES } from "@/e2e/crash/chaos/stages";
import { judge, type Verdict } from "@/e2e/crash/chaos/verdict";
import { World } from "@/e2e/crash/chaos/world";

export const WHOLE: Measure = { texts: 150, kills: 20, databaseAwayMs: 30_000, vendorAwayMs: 10_000 };
export const QUICK: Measure = { texts: 60, kills: 2, databaseAwayMs: 0, vendorAwayMs: 3_000 };

/** Does every harm in turn to one hub and says what became of each message. */
export async function runChaos(
  measure: Measure,
  say: (line: string) => void,
  stages = STAGES,
): Promise<Verdict[]> {
  const world = await World.open("chaos");
  try {
    for (const stage of stages) await stage(world, measure, say);
    return await judge(world);
  } finally {
    await world.stack.stop();
  }
}
