import { AppError } from "@/lib/errors";
import { readBytes } from "@/lib/http/body";
import { cleanText } from "@/lib/http/clean";
import { route } from "@/lib/http/route";
import { uploadImport } from "@/lib/imports/commands";
import { getImport, listImports } from "@/lib/imports/queries";
import { ImportDetail, ImportPage, ListImports, ListRows, MOST_BYTES } from "@/lib/imports/schema";

/** A form carries a little more than its file. */
const FORM_BYTES = 64 * 1024;

export const GET = route(
  {
    permission: "patient.import",
    summary: "List imports of patients",
    query: ListImports,
    returns: ImportPage,
    activity: false,
  },
  (ctx, { query }) => listImports(ctx, query),
);

/** The list as `text/csv` with `?filename=`, or as the field `file` of a form. */
async function fileOf(request: Request): Promise<{ filename: string; bytes: Uint8Array }> {
  const type = request.headers.get("content-type") ?? "";
  const bytes = await readBytes(request, MOST_BYTES + FORM_BYTES);
  const name = cleanText(new URL(request.url).searchParams.get("filename") ?? "patients.csv");
  if (!type.startsWith("multipart/form-data")) return { filename: name, bytes };
  const form = await new Response(Buffer.from(bytes), { headers: { "Content-Type": type } })
    .formData()
    .catch(() => null);
  const file = form?.get("file");
  if (file instanceof File)
    return { filename: cleanText(file.name), bytes: new Uint8Array(await file.arrayBuffer()) };
  throw new AppError("invalid", "Send the list in the field named file.", "no_file", {
    fields: [{ field: "file", problem: "There is no file here." }],
  });
}

export const POST = route(
  {
    permission: "patient.import",
    summary: "Upload a list of patients (CSV) for preview",
    returns: ImportDetail,
    status: 201,
  },
  async (ctx, { request }) => {
    const id = await uploadImport(ctx, await fileOf(request));
    return getImport(ctx, id, ListRows.parse({}));
  },
);
