/** Without it Excel reads a file in the machine's own alphabet: "José Peña" becomes "JosÃ© PeÃ±a". */
const MARK = "\uFEFF";

/** A gate's answer as a CSV file that a browser saves, in UTF-8 for every spreadsheet. */
export function csvFile(answer: Response, { filename, content }: { filename: string; content: string }) {
  const headers = new Headers(answer.headers);
  headers.set("Content-Type", "text/csv; charset=utf-8");
  headers.set("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`);
  return new Response(`${MARK}${content}`, { headers });
}
