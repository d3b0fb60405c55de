import { z } from "zod";

/** Recipients whom a bulk that is over did not reach. */
export const AgainCounts = z.object({
  /** Not delivered, and nobody has dealt with it. */
  failed: z.number(),
  /** Left out for a reason that may be gone by now. */
  excluded: z.number(),
  /** May have been sent: only with `confirmUnknown`. */
  unknown: z.number(),
});
export type AgainCounts = z.output<typeof AgainCounts>;

/** Another bulk of the same family. */
export const Kin = z.object({ id: z.uuid(), name: z.string() });
