import { z } from "zod";
import { Instant } from "@/lib/http/instant";

export const StopSending = z.object({
  /** Why, for the others: shown to all staff while it lasts, and kept. */
  reason: z.string().trim().min(3).max(300),
});

/** How sending stands for this clinic. */
export const SendingSchema = z.object({
  /** Null: messages go out. Everything that is not handed off yet waits while it is stopped. */
  stopped: z
    .object({
      since: Instant,
      reason: z.string(),
      /** Who stopped it; null: whoever runs the hub, for every clinic. */
      by: z.string().nullable(),
      /** Stopped for the whole installation: only whoever runs the hub lifts that. */
      everywhere: z.boolean(),
    })
    .nullable(),
  /** Messages that wait for it. Counted up to 1,000. */
  waiting: z.number().int(),
  /** What is wrong with the engine, in words for staff; none while it works. */
  trouble: z.array(z.string()),
  /** Vendors' events in words that the hub does not know and nobody has looked at; 0 for those who cannot look. */
  unknownWords: z.number().int(),
});
export type Sending = z.output<typeof SendingSchema>;
