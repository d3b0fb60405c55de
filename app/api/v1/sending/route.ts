import { route } from "@/lib/http/route";
import { getSending } from "@/lib/sending/queries";
import { SendingSchema } from "@/lib/sending/schema";

export const GET = route(
  {
    permission: "engine.read",
    summary: "Whether messages go out, and what is wrong if not",
    returns: SendingSchema,
  },
  (ctx) => getSending(ctx),
);
