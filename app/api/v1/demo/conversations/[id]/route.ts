import { z } from "zod";
import { getDevices } from "@/lib/demo/queries";
import { DemoDevices } from "@/lib/demo/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "inbox.read",
    summary: "Demo only: the simulator's phone and mailbox of the person behind a thread",
    params: z.object({ id: z.uuid() }),
    returns: DemoDevices,
  },
  (ctx, { params }) => getDevices(ctx, params.id),
);
