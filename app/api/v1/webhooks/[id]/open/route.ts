import { z } from "zod";
import { route } from "@/lib/http/route";
import { openEvent } from "@/lib/webhooks/workbench/commands";
import { EventDetail } from "@/lib/webhooks/workbench/schema";

export const POST = route(
  {
    permission: "settings.write",
    summary: "One event with its body as it came; recorded in the audit log",
    params: z.object({ id: z.uuid() }),
    returns: EventDetail,
  },
  (ctx, { params }) => openEvent(ctx, params.id),
);
