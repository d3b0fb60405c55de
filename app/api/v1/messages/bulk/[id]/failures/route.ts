import { handleFailures } from "@/lib/bulk/failures/commands";
import { BulkFailures, HandleFailures } from "@/lib/bulk/failures/schema";
import { BulkId } from "@/lib/bulk/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "message.send",
    summary: "Say that a bulk message's failures are dealt with, all or those of one cause",
    params: BulkId,
    body: HandleFailures,
    returns: BulkFailures,
  },
  (ctx, { params, body }) => handleFailures(ctx, params.id, body),
);
