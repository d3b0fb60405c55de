import { z } from "zod";
import { route } from "@/lib/http/route";
import { getEvent } from "@/lib/webhooks/workbench/queries";
import { EventDetail } from "@/lib/webhooks/workbench/schema";

export const GET = route(
  {
    permission: "settings.write",
    summary: "One event with its body, what may name a patient covered",
    params: z.object({ id: z.uuid() }),
    returns: EventDetail,
  },
  (ctx, { params }) => getEvent(ctx, params.id),
);
