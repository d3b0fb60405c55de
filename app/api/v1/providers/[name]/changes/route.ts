import { z } from "zod";
import { listProviderChanges } from "@/lib/failover/queries";
import { ProviderChangePage } from "@/lib/failover/schema";
import { PageQuery } from "@/lib/http/instant";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "engine.read",
    summary: "Every change of a vendor's share with its reason, newest first",
    params: z.object({ name: z.string().max(40) }),
    query: PageQuery,
    returns: ProviderChangePage,
  },
  (ctx, { params, query }) => listProviderChanges(ctx, params.name, query),
);
