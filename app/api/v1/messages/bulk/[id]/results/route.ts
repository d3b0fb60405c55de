import { exportResults } from "@/lib/bulk/results/queries";
import { BulkId, CsvFile } from "@/lib/bulk/schema";
import { csvFile } from "@/lib/http/csv";
import { route } from "@/lib/http/route";

const answer = route(
  {
    permission: ["bulk.send", "patient.read"],
    summary: "What became of each recipient as a CSV file",
    params: BulkId,
    returns: CsvFile,
  },
  (ctx, { params }) => exportResults(ctx, params.id),
);

/** The gate's answer as a file that a browser saves. */
export const GET: typeof answer = Object.assign(
  async (...given: Parameters<typeof answer>) => {
    const response = await answer(...given);
    if (!response.ok) return response;
    return csvFile(response, CsvFile.parse(await response.json()));
  },
  { spec: answer.spec },
);
