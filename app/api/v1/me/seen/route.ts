import { route } from "@/lib/http/route";
import { getSessionTimes } from "@/lib/staff/queries";
import { SessionTimes } from "@/lib/staff/schema";

export const POST = route(
  {
    permission: "known",
    summary: "A person is at this screen: keep the session awake",
    returns: SessionTimes.nullable(),
  },
  (ctx) => getSessionTimes(ctx),
);
