import { readRecord, writeRecord } from "../data-dir.mjs";
import { Failure } from "../failure.mjs";

const recordName = "clock.json";

/**
 * The hub clock's distance from the machine's in ms. HUB_NOW fixes it once; later starts of the same data directory
 * keep it, so that what was recorded stays in the past. Another HUB_NOW sets it anew.
 * @param {string} dataDir
 * @param {Pick<import("./settings.mjs").Settings, "hubNow" | "real">} settings
 * @param {number} now the machine's clock in ms
 */
export function keepClockOffset(dataDir, { hubNow, real }, now) {
  /** @type {{ hubNow: string, offsetMs: number } | null} */
  const kept = readRecord(dataDir, recordName);
  if (kept && real.length > 0) {
    throw new Failure(
      `The clock of ${dataDir} was moved by HUB_NOW and ${real.join(", ")} would reach real people: choose another DATA_DIR.`,
    );
  }
  if (!hubNow || kept?.hubNow === hubNow.toISOString()) return kept?.offsetMs ?? 0;
  const offsetMs = hubNow.getTime() - now;
  writeRecord(dataDir, recordName, { hubNow: hubNow.toISOString(), offsetMs });
  return offsetMs;
}
