import { z } from "zod";
import { PageQuery } from "@/lib/http/instant";
import { route } from "@/lib/http/route";
import { listExposed } from "@/lib/incidents/queries";
import { ExposedPage } from "@/lib/incidents/schema";

export const GET = route(
  {
    permission: "incident.manage",
    summary: "List what went to the wrong place, newest first",
    params: z.object({ id: z.uuid() }),
    query: PageQuery,
    returns: ExposedPage,
  },
  (ctx, { params, query }) => listExposed(ctx, params.id, query),
);
