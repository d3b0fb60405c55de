import { listBulkFailures } from "@/lib/bulk/failures/queries";
import { BulkFailures } from "@/lib/bulk/failures/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "inbox.read",
    summary: "Bulk messages with failures that nobody has dealt with, by cause",
    returns: BulkFailures,
  },
  (ctx) => listBulkFailures(ctx),
);
