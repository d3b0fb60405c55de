import { z } from "zod";
import { takeEmergency } from "@/lib/emergencies/commands";
import { Instant } from "@/lib/http/instant";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "conversation.write",
    summary: "Say that one has a possible emergency; nobody else is told any more",
    params: z.object({ id: z.uuid() }),
    returns: z.object({ id: z.uuid(), takenAt: Instant }),
  },
  (ctx, { params }) => takeEmergency(ctx, params.id),
);
