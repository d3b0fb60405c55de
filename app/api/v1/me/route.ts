import { route } from "@/lib/http/route";
import { whoAmI } from "@/lib/staff/queries";
import { MeSchema } from "@/lib/staff/schema";

export const GET = route(
  { permission: "known", summary: "Who this session or key is, and what it may do", returns: MeSchema },
  (ctx) => whoAmI(ctx),
);
