import { getProviders } from "@/lib/failover/queries";
import { ProvidersSchema } from "@/lib/failover/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "engine.read",
    summary: "The vendors that carry messages: health as measured, shares, last changes",
    returns: ProvidersSchema,
  },
  (ctx) => getProviders(ctx),
);
