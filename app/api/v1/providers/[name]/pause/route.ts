import { z } from "zod";
import { pauseProvider } from "@/lib/failover/commands";
import { getProviders } from "@/lib/failover/queries";
import { PauseBody, ProvidersSchema } from "@/lib/failover/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "settings.write",
    summary: "Take a vendor out until somebody resumes it",
    params: z.object({ name: z.string().max(40) }),
    body: PauseBody,
    returns: ProvidersSchema,
  },
  async (ctx, { params, body }) => {
    await pauseProvider(ctx, params.name, body.reason);
    return getProviders(ctx);
  },
);
