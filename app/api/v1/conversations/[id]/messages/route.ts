import { z } from "zod";
import { listTimeline } from "@/lib/conversations/queries";
import { PageQuery } from "@/lib/http/instant";
import { route } from "@/lib/http/route";
import { MessagePage } from "@/lib/messages/schema";

export const GET = route(
  {
    permission: ["inbox.read", "message.read"],
    summary: "What was written in a conversation, newest first",
    params: z.object({ id: z.uuid() }),
    query: PageQuery,
    returns: MessagePage,
  },
  (ctx, { params, query }) => listTimeline(ctx, params.id, query),
);
