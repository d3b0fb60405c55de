import { route } from "@/lib/http/route";
import { listTemplates } from "@/lib/templates/queries";
import { ListTemplates, TemplatePage } from "@/lib/templates/schema";

export const GET = route(
  {
    permission: "template.read",
    summary: "List active templates",
    query: ListTemplates,
    returns: TemplatePage,
  },
  (ctx, { query }) => listTemplates(ctx, query),
);
