import { route } from "@/lib/http/route";
import { cancelImport } from "@/lib/imports/commands";
import { getImport } from "@/lib/imports/queries";
import { ImportDetail, ImportId, ListRows } from "@/lib/imports/schema";

export const POST = route(
  {
    permission: "patient.import",
    summary: "Stop an import before it is written",
    params: ImportId,
    returns: ImportDetail,
  },
  async (ctx, { params }) => {
    await cancelImport(ctx, params.id);
    return getImport(ctx, params.id, ListRows.parse({}));
  },
);
