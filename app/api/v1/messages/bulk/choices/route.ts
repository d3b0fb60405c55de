import { audienceChoices } from "@/lib/bulk/audience/queries";
import { AudienceChoices } from "@/lib/bulk/audience/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "bulk.send",
    summary: "What an audience's filter can be made of in this clinic",
    returns: AudienceChoices,
    activity: false,
  },
  (ctx) => audienceChoices(ctx),
);
