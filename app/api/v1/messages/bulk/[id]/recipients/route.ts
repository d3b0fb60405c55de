import { listRecipients } from "@/lib/bulk/results/queries";
import { BulkId, ListRecipients, RecipientPage } from "@/lib/bulk/schema";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    permission: ["bulk.send", "patient.read"],
    summary: "What became of each recipient",
    params: BulkId,
    query: ListRecipients,
    returns: RecipientPage,
    activity: false,
  },
  (ctx, { params, query }) => listRecipients(ctx, params.id, query),
);
