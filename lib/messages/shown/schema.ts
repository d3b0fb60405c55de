import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";
import { Instant } from "@/lib/http/instant";
import { DeliveryStatus } from "@/prisma/generated/enums";

export const DeliverySchema = z.object({
  id: z.uuid(),
  channel: ChannelSchema,
  hop: z.number(),
  attempt: z.number(),
  provider: z.string(),
  providerMessageId: z.string().nullable(),
  status: z.enum(DeliveryStatus),
  statusDetails: z.string().nullable(),
  sender: z.string(),
  segments: z.number(),
  deliveredAt: Instant.nullable(),
  openedAt: Instant.nullable(),
  clickedAt: Instant.nullable(),
  bouncedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});

/** What a badge shows: words, a tone and, when there is one, the next step. Made by `lib/messages/words`. */
export const BadgeSchema = z.object({
  label: z.string(),
  tone: z.enum(["neutral", "progress", "success", "warning", "danger"]),
  /** The full sentence with cause and remedy, when the label alone does not say it. */
  sentence: z.string().nullable(),
});
