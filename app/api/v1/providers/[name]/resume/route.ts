import { z } from "zod";
import { resumeProvider } from "@/lib/failover/commands";
import { getProviders } from "@/lib/failover/queries";
import { ProvidersSchema } from "@/lib/failover/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "settings.write",
    summary: "Let a paused vendor carry messages again",
    params: z.object({ name: z.string().max(40) }),
    returns: ProvidersSchema,
  },
  async (ctx, { params }) => {
    await resumeProvider(ctx, params.name);
    return getProviders(ctx);
  },
);
