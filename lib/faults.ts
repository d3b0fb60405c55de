import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env";

/** The places between a claim and its record where a crash must lose and double nothing, in the order they are passed. */
export const FAULT_POINTS = [
  "before_claim_commit",
  "after_claim_commit",
  "before_send",
  "after_send",
  "before_record_commit",
  "after_record_commit",
  "before_receipts_commit",
  "after_receipts_commit",
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

const fileIn = (dataDir: string) => join(dataDir, "fault");

/**
 * Dies here as by kill -9 when a test has asked for this point, once. Does nothing unless HUB_FAULTS is on, and that is
 * believed only where the vendors are the simulator's (lib/env.ts).
 */
export function faultPoint(point: FaultPoint): void {
  const { faults, dataDir } = env();
  if (!faults) return;
  try {
    if (readFileSync(fileIn(dataDir), "utf8") !== point) return;
    rmSync(fileIn(dataDir));
  } catch {
    // Nobody asked, or another process took it first.
    return;
  }
  process.kill(process.pid, "SIGKILL");
}

/** For tests: the next process of this data directory that comes to this point dies there. */
export function armFault(dataDir: string, point: FaultPoint): void {
  writeFileSync(fileIn(dataDir), point);
}
