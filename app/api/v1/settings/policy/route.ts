import { route } from "@/lib/http/route";
import { savePolicy } from "@/lib/policy/commands";
import { getPolicyView } from "@/lib/policy/queries";
import { PolicySchema, SavePolicy } from "@/lib/policy/schema";

export const GET = route(
  {
    permission: "engine.read",
    summary: "The clinic's rules: quiet hours, caps, fallbacks",
    returns: PolicySchema,
  },
  (ctx) => getPolicyView(ctx),
);

export const PUT = route(
  {
    permission: "settings.write",
    summary: "Change the clinic's rules",
    body: SavePolicy,
    returns: PolicySchema,
  },
  (ctx, { body }) => savePolicy(ctx, body),
);
