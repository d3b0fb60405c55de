import { z } from "zod";
import { route } from "@/lib/http/route";
import { replayEvent } from "@/lib/webhooks/workbench/commands";
import { EventDetail } from "@/lib/webhooks/workbench/schema";

export const POST = route(
  {
    permission: "settings.write",
    summary: "Do what an event says once more; what was applied already changes nothing",
    params: z.object({ id: z.uuid() }),
    returns: EventDetail,
  },
  (ctx, { params }) => replayEvent(ctx, params.id),
);
