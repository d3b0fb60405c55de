import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";
import { Instant } from "@/lib/http/instant";
import { ConsentAct, ConsentPurpose, SuppressionReason } from "@/prisma/generated/enums";

/** A line of the ledger as privacy officers read it. */
export const ConsentEventSchema = z.object({
  id: z.uuid(),
  purpose: z.enum(ConsentPurpose),
  channel: ChannelSchema,
  address: z.string().nullable(),
  act: z.enum(ConsentAct),
  source: z.string(),
  at: Instant,
});

export const SuppressionSchema = z.object({
  channel: ChannelSchema,
  address: z.string(),
  reason: z.enum(SuppressionReason),
  since: Instant,
});

/** Staff write down what a patient said or signed. */
export const RecordConsent = z.object({
  purpose: z.enum(ConsentPurpose),
  channel: ChannelSchema,
  act: z.enum(ConsentAct),
  /** How it was given: paper, phone, in person, portal. */
  source: z.enum(["paper", "phone", "in_person", "portal"]),
  disclosure: z.string().max(2_000).optional(),
});
