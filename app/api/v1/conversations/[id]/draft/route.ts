import { z } from "zod";
import { route } from "@/lib/http/route";
import { dropDraft, saveDraft } from "@/lib/messages/drafts/commands";
import { getDraft } from "@/lib/messages/drafts/queries";
import { DraftSchema, SaveDraft } from "@/lib/messages/drafts/schema";

const params = z.object({ id: z.uuid() });

export const GET = route(
  {
    permission: "message.send",
    summary: "One's own draft in a conversation",
    params,
    returns: z.object({ draft: DraftSchema.nullable() }),
    activity: false,
  },
  (ctx, { params }) => getDraft(ctx, params.id),
);

export const PUT = route(
  {
    permission: "message.send",
    summary: "Keep what one is writing",
    params,
    body: SaveDraft,
    returns: DraftSchema,
    activity: false,
  },
  (ctx, { params, body }) => saveDraft(ctx, params.id, body),
);

export const DELETE = route(
  { permission: "message.send", summary: "Drop one's own draft", params, returns: z.null(), status: 204 },
  async (ctx, { params }) => {
    await dropDraft(ctx, params.id);
    return null;
  },
);
