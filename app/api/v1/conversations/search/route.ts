import { listConversations } from "@/lib/conversations/queries";
import { ConversationPage, ListConversations } from "@/lib/conversations/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "inbox.read",
    summary:
      "What a search finds in all views. It is posted, so that no name stands in an address or its logs",
    body: ListConversations,
    returns: ConversationPage,
    activity: false,
  },
  (ctx, { body }) => listConversations(ctx, body),
);
