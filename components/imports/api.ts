import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type { ImportDetail, ImportView, ListRows, UpdateMapping } from "@/lib/imports/schema";

export type RowFilter = ListRows["filter"];
export type MappingChange = z.input<typeof UpdateMapping>;

const at = (id: string, rest = "") => `/api/v1/imports/${id}${rest}`;

/** While the server works by itself, ask this often; live changes come too. */
const WORKING_MS = 1_000;

/** Whether something happens without anybody doing anything. */
export function isWorking(found: ImportDetail): boolean {
  const checking =
    found.status === "preview" && found.mappingProblem === null && found.checkedRows < found.rowCount;
  return checking || found.status === "queued" || found.status === "running";
}

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ["import", id] as const,
    queryFn: ({ signal }) => requestJson<ImportDetail>(`${at(id)}?limit=8`, { signal }),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? WORKING_MS : false),
  });
}

/** Rows of a list, 100 a page. */
export function importRowsQuery(id: string, filter: RowFilter, version: string) {
  return infiniteQueryOptions({
    queryKey: ["import", id, "rows", filter, version] as const,
    queryFn: ({ pageParam, signal }) =>
      requestJson<ImportDetail>(`${at(id)}?filter=${filter}&limit=100&after=${pageParam}`, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.nextAfter,
  });
}

export const importsQuery = queryOptions({
  queryKey: ["imports"] as const,
  queryFn: ({ signal }) =>
    requestJson<{ items: ImportView[]; nextCursor: string | null }>("/api/v1/imports?limit=10", { signal }),
});

export function uploadImport(file: File): Promise<ImportDetail> {
  const form = new FormData();
  form.set("file", file);
  return requestJson("/api/v1/imports", { body: form });
}

export function mapImport(id: string, body: MappingChange): Promise<ImportDetail> {
  return requestJson(at(id), { method: "PATCH", body });
}

export function startImport(id: string, skipBadRows: boolean): Promise<ImportDetail> {
  return requestJson(at(id, "/start"), { body: { skipBadRows } });
}

export function cancelImport(id: string): Promise<ImportDetail> {
  return requestJson(at(id, "/cancel"), { method: "POST" });
}

export const problemsHref = (id: string) => at(id, "/problems");
