import { z } from "zod";
import { listConversations } from "@/lib/conversations/queries";
import { ConversationPage, ListConversations } from "@/lib/conversations/schema";
import { route } from "@/lib/http/route";
import { startThread } from "@/lib/messages/thread/commands";

export const GET = route(
  {
    permission: "inbox.read",
    summary: "A view of the inbox. To search, post to /conversations/search",
    query: ListConversations.omit({ search: true }).strict(),
    returns: ConversationPage,
  },
  (ctx, { query }) => listConversations(ctx, query),
);

export const POST = route(
  {
    permission: "message.send",
    summary: "A patient's conversation, made when there is none yet",
    body: z.object({ patientId: z.uuid() }),
    returns: z.object({ id: z.uuid() }),
    status: 201,
  },
  (ctx, { body }) => startThread(ctx, body.patientId),
);
