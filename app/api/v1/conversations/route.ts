import { listConversations } from "@/lib/conversations/queries";
import { ConversationPage, ListConversations } from "@/lib/conversations/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "inbox.read",
    summary: "A view of the inbox, or what a search finds in all of them",
    query: ListConversations,
    returns: ConversationPage,
  },
  (ctx, { query }) => listConversations(ctx, query),
);
