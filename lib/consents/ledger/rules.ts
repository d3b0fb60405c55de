import type { Channel, ConsentAct, ConsentPurpose } from "@/prisma/generated/enums";

export interface LedgerLine {
  purpose: ConsentPurpose;
  channel: Channel;
  address: string | null;
  act: ConsentAct;
  at: Date;
}

/**
 * What the ledger says at an instant: the latest line for each purpose, channel and address; of two at once, the
 * revocation. Blind to the order of the lines. A line about every address of a channel answers for none in particular.
 */
export function standingAt<L extends LedgerLine>(lines: readonly L[], asOf: Date): L[] {
  const latest = new Map<string, L>();
  for (const line of lines) {
    if (line.at > asOf) continue;
    const key = `${line.purpose} ${line.channel} ${line.address ?? ""}`;
    const known = latest.get(key);
    if (!known || isLater(line, known)) latest.set(key, line);
  }
  return [...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

function isLater(line: LedgerLine, known: LedgerLine): boolean {
  if (line.at.getTime() !== known.at.getTime()) return line.at > known.at;
  return line.act === "revoke" && known.act === "grant";
}
