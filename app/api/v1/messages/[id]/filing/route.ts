import { z } from "zod";
import { route } from "@/lib/http/route";
import { fileMessage } from "@/lib/messages/filing/commands";
import { FileMessage } from "@/lib/messages/filing/schema";
import { MessageDetail } from "@/lib/messages/schema";

export const PUT = route(
  {
    permission: "conversation.write",
    summary: "Say whom a message of a shared phone is about",
    params: z.object({ id: z.uuid() }),
    body: FileMessage,
    returns: MessageDetail,
  },
  (ctx, { params, body }) => fileMessage(ctx, params.id, body),
);
