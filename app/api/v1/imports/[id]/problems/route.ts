import { csvFile } from "@/lib/http/csv";
import { route } from "@/lib/http/route";
import { reportProblems } from "@/lib/imports/queries";
import { ImportId, ProblemReport } from "@/lib/imports/schema";

const answer = route(
  {
    permission: "patient.import",
    summary: "The rows with problems as a CSV file",
    params: ImportId,
    returns: ProblemReport,
  },
  (ctx, { params }) => reportProblems(ctx, params.id),
);

/** The gate's answer as a file that a browser saves. */
export const GET: typeof answer = Object.assign(
  async (...given: Parameters<typeof answer>) => {
    const response = await answer(...given);
    if (!response.ok) return response;
    return csvFile(response, ProblemReport.parse(await response.json()));
  },
  { spec: answer.spec },
);
