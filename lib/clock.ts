import { env } from "@/lib/env";

/** The one clock of every process: real time plus the offset that HUB_NOW fixed at the first start. */
export function clock(): Date {
  return new Date(Date.now() + env().clockOffsetMs);
}
