import { eventType } from "inngest";
import { z } from "zod";

/** A message of a clinic has something to do. Ids only; `lane` is its sender's, `priority` its place in the queue (0 first). */
export const messageQueued = eventType("message/queued", {
  schema: z.object({
    clinicId: z.uuid(),
    messageId: z.uuid(),
    lane: z.string(),
    priority: z.number().int().min(0).max(3),
  }),
});

/** A message that waited for something has come to rest: delivered, failed or cancelled. */
export const messageRested = eventType("message/rested", { schema: z.object({ messageId: z.uuid() }) });

/** Many messages wait for one sender: one run claims and drives them all. */
export const laneFilled = eventType("lane/filled", {
  schema: z.object({ clinicId: z.uuid(), lane: z.string() }),
});

/** Jobs beside delivery have something to do: receipts, pictures, imports, bulks. */
export const workWaiting = eventType("work/waiting", { schema: z.object({}) });
