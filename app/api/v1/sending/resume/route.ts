import { route } from "@/lib/http/route";
import { resumeSending } from "@/lib/sending/commands";
import { getSending } from "@/lib/sending/queries";
import { SendingSchema } from "@/lib/sending/schema";

export const POST = route(
  { permission: "settings.write", summary: "Let this clinic send again", returns: SendingSchema },
  async (ctx) => {
    await resumeSending(ctx);
    return getSending(ctx);
  },
);
