import { z } from "zod";
import { Channel } from "@/prisma/generated/enums";

/** A way to reach a patient: SMS, EMAIL, PUSH or IN_APP. */
export const ChannelSchema = z.enum(Channel);

/** The ways by which patients write to a clinic. */
export type InboundChannel = Exclude<Channel, "PUSH">;
