import { z } from "zod";
import { route } from "@/lib/http/route";
import { changeSender } from "@/lib/senders/commands";
import { ChangeSender, SenderList } from "@/lib/senders/schema";

export const PATCH = route(
  {
    permission: "settings.write",
    summary: "Change a sender's name, rate, purpose, registration, or whether it is used",
    params: z.object({ id: z.uuid() }),
    body: ChangeSender,
    returns: SenderList,
  },
  (ctx, { params, body }) => changeSender(ctx, params.id, body),
);
