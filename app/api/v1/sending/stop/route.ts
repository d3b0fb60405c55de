import { route } from "@/lib/http/route";
import { stopSending } from "@/lib/sending/commands";
import { getSending } from "@/lib/sending/queries";
import { SendingSchema, StopSending } from "@/lib/sending/schema";

export const POST = route(
  {
    permission: "settings.write",
    summary: "Stop all sending of this clinic",
    body: StopSending,
    returns: SendingSchema,
  },
  async (ctx, { body }) => {
    await stopSending(ctx, body.reason);
    return getSending(ctx);
  },
);
