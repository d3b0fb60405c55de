import { listCheck } from "@/lib/bulk/preflight/queries";
import { CheckBulk, CsvFile, MOST_REQUEST_BYTES } from "@/lib/bulk/schema";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    permission: ["bulk.send", "patient.read"],
    summary: "The preflight line by line, as a CSV file in `content`",
    body: CheckBulk,
    returns: CsvFile,
    maxBytes: MOST_REQUEST_BYTES,
  },
  (ctx, { body }) => listCheck(ctx, body),
);
