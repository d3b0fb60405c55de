import { z } from "zod";
import { route } from "@/lib/http/route";
import { overrideRule } from "@/lib/messages/overrides/commands";
import { MessageDetail, OverrideRule } from "@/lib/messages/schema";

export const POST = route(
  {
    permission: "message.send",
    summary: "Lift quiet hours or the daily cap for one message, with a reason",
    params: z.object({ id: z.uuid() }),
    body: OverrideRule,
    returns: MessageDetail,
  },
  (ctx, { params, body }) => overrideRule(ctx, params.id, body),
);
