import { route } from "@/lib/http/route";
import { getWorkbench } from "@/lib/webhooks/workbench/overview/queries";
import { WorkbenchSchema } from "@/lib/webhooks/workbench/schema";

export const GET = route(
  {
    permission: "settings.write",
    summary:
      "Dead letters, refused requests, how vendors' lists were read, and the addresses to enter with them",
    returns: WorkbenchSchema,
  },
  (ctx) => getWorkbench(ctx),
);
