import { z } from "zod";
import { weighProvider } from "@/lib/failover/commands";
import { getProviders } from "@/lib/failover/queries";
import { ProvidersSchema, WeightBody } from "@/lib/failover/schema";
import { route } from "@/lib/http/route";

export const PATCH = route(
  {
    permission: "settings.write",
    summary: "Give a vendor its share of the clinic's messages",
    params: z.object({ name: z.string().max(40) }),
    body: WeightBody,
    returns: ProvidersSchema,
  },
  async (ctx, { params, body }) => {
    await weighProvider(ctx, params.name, body.weight);
    return getProviders(ctx);
  },
);
