import { getGuide } from "@/lib/demo/queries";
import { DemoGuide } from "@/lib/demo/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  { permission: "inbox.read", summary: "Demo only: what to try at this minute", returns: DemoGuide },
  (ctx) => getGuide(ctx),
);
