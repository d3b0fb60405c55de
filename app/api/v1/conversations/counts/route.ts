import { listBulkFailures } from "@/lib/bulk/failures/queries";
import { viewCounts } from "@/lib/conversations/counts/queries";
import { MOST_COUNTED, ViewCounts } from "@/lib/conversations/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: "inbox.read",
    summary: "How many conversations each view holds, up to 99; failed: with a bulk message as one",
    returns: ViewCounts,
  },
  async (ctx) => {
    const [counts, bulks] = [await viewCounts(ctx), await listBulkFailures(ctx)];
    return { ...counts, failed: Math.min(MOST_COUNTED, counts.failed + bulks.items.length) };
  },
);
