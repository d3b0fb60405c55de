import { route } from "@/lib/http/route";
import { mapImport } from "@/lib/imports/commands";
import { getImport } from "@/lib/imports/queries";
import { ImportDetail, ImportId, ListRows, UpdateMapping } from "@/lib/imports/schema";

export const GET = route(
  {
    permission: "patient.import",
    summary: "An import with a page of its rows",
    params: ImportId,
    query: ListRows,
    returns: ImportDetail,
    activity: false,
  },
  (ctx, { params, query }) => getImport(ctx, params.id, query),
);

export const PATCH = route(
  {
    permission: "patient.import",
    summary: "Say what the columns hold",
    params: ImportId,
    body: UpdateMapping,
    returns: ImportDetail,
  },
  async (ctx, { params, body }) => {
    await mapImport(ctx, params.id, body);
    return getImport(ctx, params.id, ListRows.parse({}));
  },
);
