import { route } from "@/lib/http/route";
import { replayProblems, rereadUnknown } from "@/lib/webhooks/workbench/commands";
import { ReplayAll, ReplayAnswer } from "@/lib/webhooks/workbench/schema";

export const POST = route(
  {
    permission: "settings.write",
    summary:
      "Do the next hundred events once more that could not be applied or were not understood, oldest first",
    body: ReplayAll,
    returns: ReplayAnswer,
  },
  (ctx, { body: { what, after } }) => (what === "unknown" ? rereadUnknown : replayProblems)(ctx, after),
);
