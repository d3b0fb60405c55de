import { z } from "zod";
import { beat } from "@/lib/conversations/presence/commands";
import { Heartbeat, ViewerSchema } from "@/lib/conversations/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "inbox.read",
    summary: "Tell that one has a conversation open, and hear who else has",
    params: z.object({ id: z.uuid() }),
    body: Heartbeat,
    returns: z.object({ viewers: z.array(ViewerSchema) }),
    activity: false,
  },
  (ctx, { params, body }) => beat(ctx, params.id, body),
);
