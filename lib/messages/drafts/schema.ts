import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";
import { Instant } from "@/lib/http/instant";
import { MOST_BODY_CHARACTERS } from "@/lib/messages/content/schema";

/** What somebody is writing in a thread. */
export const SaveDraft = z.object({
  channel: ChannelSchema,
  subject: z.string().max(200).default(""),
  body: z.string().max(MOST_BODY_CHARACTERS),
  /** A mail's formatting; null while it has none. */
  htmlBody: z.string().max(MOST_BODY_CHARACTERS).nullable().default(null),
});

export const DraftSchema = SaveDraft.extend({ id: z.uuid(), updatedAt: Instant });
