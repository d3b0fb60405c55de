import { z } from "zod";
import { route } from "@/lib/http/route";
import { getMessage } from "@/lib/messages/queries";
import { reschedule } from "@/lib/messages/reschedule/commands";
import { Reschedule } from "@/lib/messages/reschedule/schema";
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

export const PATCH = route(
  {
    permission: "message.send",
    summary: "Move a message that waits to another time, or to now",
    params: z.object({ id: z.uuid() }),
    body: Reschedule,
    returns: MessageDetail,
  },
  (ctx, { params, body }) => reschedule(ctx, params.id, body),
);
