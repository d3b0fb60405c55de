import { playColleague } from "@/lib/demo/commands";
import { PlayColleague, PlayedColleague } from "@/lib/demo/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "conversation.write",
    summary: "Demo only: somebody else of the clinic looks, types, answers or takes a thread",
    body: PlayColleague,
    returns: PlayedColleague,
  },
  (ctx, { body }) => playColleague(ctx, body),
);
