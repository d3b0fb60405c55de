import { viewCounts } from "@/lib/conversations/counts/queries";
import { ViewCounts } from "@/lib/conversations/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "inbox.read",
    summary: "How many conversations each view holds, up to 99",
    returns: ViewCounts,
  },
  (ctx) => viewCounts(ctx),
);
