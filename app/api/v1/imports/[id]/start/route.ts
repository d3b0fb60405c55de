import { route } from "@/lib/http/route";
import { startImport } from "@/lib/imports/commands";
import { getImport } from "@/lib/imports/queries";
import { ImportDetail, ImportId, ListRows, StartImport } from "@/lib/imports/schema";

export const POST = route(
  {
    permission: "patient.import",
    summary: "Import the list: all of it or nothing",
    params: ImportId,
    body: StartImport,
    returns: ImportDetail,
    status: 202,
  },
  async (ctx, { params, body }) => {
    await startImport(ctx, params.id, body);
    return getImport(ctx, params.id, ListRows.parse({}));
  },
);
