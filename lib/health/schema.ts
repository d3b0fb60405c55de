import { z } from "zod";

const Seconds = z.number().int().min(0);

/** `GET /api/health`. Counts stop at `MOST_COUNTED`; nothing here belongs to a clinic or a patient. */
export const HealthSchema = z.object({
  /** ok: all is well. degraded: it runs and something waits. down: the database does not answer. */
  status: z.enum(["ok", "degraded", "down"]),
  /** The hub's clock. */
  at: z.iso.datetime(),
  database: z.object({ reachable: z.boolean() }),
  /**
   * The delivery clock: live runners, or 1 while Inngest calls (its sweep beats once a minute). `beatAgeSeconds` null:
   * none has ever run.
   */
  runner: z.object({ running: z.number(), beatAgeSeconds: Seconds.nullable() }).nullable(),
  /**
   * How late the message is that has been due for longest, bulk left out (its pace may hold it for hours), or the bulk
   * that nobody has looked after for more than five minutes; 0: none.
   */
  queue: z.object({ oldestDueSeconds: Seconds }),
  /** Attempts without an outcome that nobody could settle yet. */
  attempts: z.object({ unknown: z.number() }),
  /** `unknown`: events of the last 24 hours whose words we do not understand and nobody has looked at. */
  webhooks: z.object({ waiting: z.number(), oldestSeconds: Seconds, unknown: z.number() }),
  /**
   * For how long a vendor's list of what patients wrote while we were offline could not be read, so that bulk and
   * automatic messages wait; 0: all were read.
   */
  inbound: z.object({ unreadSeconds: Seconds }),
  providers: z.record(z.string(), z.enum(["configured", "off", "missing"])),
  /** Of the last 1,000 hand-offs of ten minutes: how many each vendor answered with trouble of its own, or not at all. */
  handOffs: z.record(z.string(), z.object({ recent: z.number(), failed: z.number() })),
  /** Why it is not ok, in words. */
  problems: z.array(z.string()),
});
export type Health = z.output<typeof HealthSchema>;

/** Further counting would scan, and nobody acts differently on 1,001. */
export const MOST_COUNTED = 1_000;
