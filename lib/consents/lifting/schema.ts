import { z } from "zod";
import { ChannelSchema } from "@/lib/channel";
import { SuppressionReason } from "@/prisma/generated/enums";

/** A person opens again what an event or a colleague had closed. */
export const LiftSuppression = z.object({
  channel: ChannelSchema,
  address: z.string().trim().min(1).max(4_096),
  /** Which of its closings. */
  reason: z.enum(SuppressionReason),
  why: z.string().trim().min(3).max(300),
  /** The patient asked for it in person or on the phone. A complaint is lifted by nothing less. */
  patientAsked: z.boolean().default(false),
});
export type LiftSuppression = z.output<typeof LiftSuppression>;

export const Lifted = z.object({
  /**
   * Whether the vendor's own list was cleared too; `none`: it keeps no list that we could clear; `waiting`: it does not
   * answer, and is asked again until it does; the address is closed until then.
   */
  vendor: z.enum(["cleared", "none", "waiting"]),
});
