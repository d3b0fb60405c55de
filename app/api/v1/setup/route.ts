import { route } from "@/lib/http/route";
import { outside } from "@/lib/providers/outside";
import { getSetup } from "@/lib/setup/queries";
import { SetupHealth } from "@/lib/setup/schema";

export const GET = route(
  {
    permission: "settings.write",
    summary: "Look at what messages depend on outside of the hub: mail domain, webhooks, senders, agreements",
    returns: SetupHealth,
  },
  (ctx) => getSetup(ctx, outside),
);
