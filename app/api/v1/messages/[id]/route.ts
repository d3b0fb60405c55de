import { z } from "zod";
import { route } from "@/lib/http/route";
import { getMessage } from "@/lib/messages/queries";
import { MessageDetail } from "@/lib/messages/schema";

export const GET = route(
  {
    permission: "message.read",
    summary: "Read one message with its attempts and its story",
    params: z.object({ id: z.uuid() }),
    returns: MessageDetail,
  },
  (ctx, { params }) => getMessage(ctx, params.id),
);
