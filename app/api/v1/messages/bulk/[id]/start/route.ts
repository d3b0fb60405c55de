import { startBulk } from "@/lib/bulk/commands";
import { getBulk } from "@/lib/bulk/queries";
import { BulkDetail, BulkId } from "@/lib/bulk/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: "bulk.send",
    summary: "Let a draft go",
    params: BulkId,
    returns: BulkDetail,
    idempotent: true,
  },
  async (ctx, { params }) => {
    await startBulk(ctx, params.id);
    return getBulk(ctx, params.id);
  },
);
