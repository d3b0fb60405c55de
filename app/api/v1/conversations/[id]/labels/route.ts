import { z } from "zod";
import { route } from "@/lib/http/route";
import { setLabels } from "@/lib/restrictions/commands";
import { getLabels } from "@/lib/restrictions/queries";
import { Labels, SetLabels } from "@/lib/restrictions/schema";

const params = z.object({ id: z.uuid() });

export const GET = route(
  {
    permission: "inbox.read",
    summary: "What is restricted about one conversation alone",
    params,
    returns: Labels,
  },
  (ctx, { params }) => getLabels(ctx, { conversationId: params.id }),
);

export const PUT = route(
  {
    permission: "patient.write",
    summary: "Say what is restricted about one conversation alone",
    params,
    body: SetLabels,
    returns: Labels,
  },
  (ctx, { params, body }) => setLabels(ctx, { conversationId: params.id }, body),
);
