import { getBulk } from "@/lib/bulk/queries";
import { BulkDetail, BulkId } from "@/lib/bulk/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "bulk.send",
    summary: "One bulk message with its counts",
    params: BulkId,
    returns: BulkDetail,
    activity: false,
  },
  (ctx, { params }) => getBulk(ctx, params.id),
);
