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
    const { filename, content } = ProblemReport.parse(await response.json());
    const headers = new Headers(response.headers);
    headers.set("Content-Type", "text/csv; charset=utf-8");
    headers.set("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`);
    return new Response(content, { headers });
  },
  { spec: answer.spec },
);
