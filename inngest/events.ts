import { eventType } from "inngest";
import { z } from "zod";

/** Messages in one event: one run claims and drives them together (a self-hosted server starts 30–100 runs a second). */
export const MOST_IDS = 100;

/** Messages of one clinic have something to do. Ids only; `key` is the message's id when there is one alone. */
export const messageQueued = eventType("message/queued", {
  schema: z.object({
    clinicId: z.uuid(),
    key: z.uuid(),
    messageIds: z.array(z.uuid()).min(1).max(MOST_IDS),
  }),
});
