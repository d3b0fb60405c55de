import { z } from "zod";
import { route } from "@/lib/http/route";
import { cancelMessage } from "@/lib/messages/commands";
import { MessageDetail } from "@/lib/messages/schema";

export const POST = route(
  {
    permission: "message.cancel",
    summary: "Stop a message that has not left",
    params: z.object({ id: z.uuid() }),
    returns: MessageDetail,
  },
  (ctx, { params }) => cancelMessage(ctx, params.id),
);
