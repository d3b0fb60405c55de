import { z } from "zod";
import { route } from "@/lib/http/route";
import { markHandled } from "@/lib/messages/commands";
import { MessageDetail } from "@/lib/messages/schema";

export const POST = route(
  {
    permission: "conversation.write",
    summary: "Say that someone has dealt with a failed message",
    params: z.object({ id: z.uuid() }),
    returns: MessageDetail,
  },
  (ctx, { params }) => markHandled(ctx, params.id),
);
