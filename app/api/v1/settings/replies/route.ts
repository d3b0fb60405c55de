import { route } from "@/lib/http/route";
import { saveReplies } from "@/lib/replies/settings/commands";
import { getReplies } from "@/lib/replies/settings/queries";
import { RepliesSettings, RepliesView } from "@/lib/replies/settings/schema";

export const GET = route(
  {
    permission: "settings.write",
    summary: "What the clinic answers by itself, and who is on call",
    returns: RepliesView,
  },
  (ctx) => getReplies(ctx),
);

export const PUT = route(
  {
    permission: "settings.write",
    summary: "Change what the clinic answers by itself, and who is on call",
    body: RepliesSettings,
    returns: RepliesView,
  },
  (ctx, { body }) => saveReplies(ctx, body),
);
