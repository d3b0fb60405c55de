import { z } from "zod";
import { Instant } from "@/lib/http/instant";

/** One cause among a bulk's failures, with what it means and what helps, in words. */
const Cause = z.object({ reason: z.string(), count: z.number(), words: z.string(), helps: z.string() });

/** A bulk whose failures nobody has dealt with: one row, however many they are. */
export const BulkFailure = z.object({
  id: z.uuid(),
  name: z.string(),
  count: z.number(),
  /** When they were counted. */
  at: Instant.nullable(),
  /** Most first. */
  causes: z.array(Cause),
});
export type BulkFailure = z.output<typeof BulkFailure>;

export const BulkFailures = z.object({ items: z.array(BulkFailure) });

/** `POST /api/v1/messages/bulk/:id/failures`: a person has dealt with them, all or those of one cause. */
export const HandleFailures = z.object({ reason: z.string().min(1).max(60).optional() });
export type HandleFailures = z.output<typeof HandleFailures>;
