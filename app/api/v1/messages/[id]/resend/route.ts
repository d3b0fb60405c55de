import { z } from "zod";
import { route } from "@/lib/http/route";
import { sendAgain } from "@/lib/messages/again/commands";
import { MessageDetail, SendAgain } from "@/lib/messages/schema";

export const POST = route(
  {
    permission: "message.send",
    summary: "Send a failed message again as a new one",
    params: z.object({ id: z.uuid() }),
    body: SendAgain,
    returns: MessageDetail,
    status: 202,
    idempotent: true,
  },
  (ctx, { params, body }) => sendAgain(ctx, params.id, body),
);
