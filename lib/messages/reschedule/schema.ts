import { z } from "zod";
import { InstantIn } from "@/lib/http/instant";
import { WallTimeIn } from "@/lib/messages/planned/schema";

/** Moves a message that waits: to an instant, to a time on the patient's wall, or (`scheduledAt: null`) to now. */
export const Reschedule = z
  .object({ scheduledAt: InstantIn.nullable().optional(), scheduledFor: WallTimeIn.optional() })
  .refine((move) => (move.scheduledAt === undefined) !== (move.scheduledFor === undefined), {
    message: "Give either scheduledAt or scheduledFor.",
    path: ["scheduledAt"],
  });
