import { resumeBulk } from "@/lib/bulk/commands";
import { getBulk } from "@/lib/bulk/queries";
import { BulkDetail, BulkId } from "@/lib/bulk/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "bulk.send",
    summary: "Let a paused one go on",
    params: BulkId,
    returns: BulkDetail,
    idempotent: true,
  },
  async (ctx, { params }) => {
    await resumeBulk(ctx, params.id);
    return getBulk(ctx, params.id);
  },
);
