import type { Channel } from "@/prisma/generated/enums";

/** An attempt whose outcome nobody knows. */
export interface Open {
  id: string;
  clinicId: string;
  messageId: string;
  provider: string;
  channel: Channel;
  sender: string;
  toAddress: string;
  claimedAt: Date;
}

/** Ages of an attempt, in ms, at which its vendor is asked; then hourly. */
const ASK_AT_MS = [40, 125, 300, 900, 3_600].map((seconds) => seconds * 1_000);
const HOUR_MS = 3_600_000;

/** Whether an age at which to ask has passed since it was last asked. */
export function isTimeToAsk(claimedAt: Date, lastAsked: Date | null, now: Date): boolean {
  if (!lastAsked) return true;
  const age = now.getTime() - claimedAt.getTime();
  const before = lastAsked.getTime() - claimedAt.getTime();
  return ASK_AT_MS.some((at) => before < at && age >= at) || now.getTime() - lastAsked.getTime() >= HOUR_MS;
}
