import { z } from "zod";
import { route } from "@/lib/http/route";
import { revokeKey } from "@/lib/keys/commands";

export const DELETE = route(
  {
    permission: "key.manage",
    summary: "Revoke an API key",
    params: z.object({ id: z.uuid() }),
    returns: z.null(),
    status: 204,
  },
  async (ctx, { params }) => {
    await revokeKey(ctx, params.id);
    return null;
  },
);
