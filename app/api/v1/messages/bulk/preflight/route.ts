import { checkBulk } from "@/lib/bulk/preflight/queries";
import { Preflight } from "@/lib/bulk/preflight/schema";
import { CheckBulk, MOST_REQUEST_BYTES } from "@/lib/bulk/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "bulk.send",
    summary:
      "What would become of a bulk message: who gets it when, who is left out and why. Changes nothing",
    body: CheckBulk,
    returns: Preflight,
    maxBytes: MOST_REQUEST_BYTES,
  },
  (ctx, { body }) => checkBulk(ctx, body),
);
