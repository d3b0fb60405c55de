import { z } from "zod";
import { BulkCounts } from "@/lib/bulk/schema";
import { Instant } from "@/lib/http/instant";

const Reason = z.object({ reason: z.string(), count: z.number() });

/** `Bulk.progress`: what a background job folded last. */
export const Progress = z.object({
  counts: BulkCounts,
  /** When they were counted. */
  at: z.iso.datetime().nullable().default(null),
  /** Sent by one way, with another to come if it stays silent or bounces. */
  fallbacks: z.number().default(0),
  excludedBy: z.array(Reason),
  failedBy: z.array(Reason),
  /** Failures that nobody has dealt with, by cause. */
  failures: z.array(Reason).default([]),
  heldBy: z.array(Reason.extend({ until: z.union([Instant, z.iso.datetime()]).nullable() })),
});
export type Progress = z.output<typeof Progress>;
