import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type { MergeAnswer } from "@/lib/patients/merges/schema";
import type { PatientPage } from "@/lib/patients/schema";

type Merge = z.output<typeof MergeAnswer>;

export function searchPatientsQuery(search: string) {
  return queryOptions({
    queryKey: ["patients", { search, limit: 6 }] as const,
    queryFn: ({ signal }) =>
      requestJson<PatientPage>("/api/v1/patients/search", { body: { search, limit: 6 }, signal }),
    placeholderData: (before) => before,
  });
}

/** Says who an unknown sender is: their messages move to that patient's thread. */
export function linkSender(senderId: string, intoId: string): Promise<Merge> {
  return requestJson(`/api/v1/patients/${senderId}/merge`, { body: { intoId } });
}

export function unlinkSender(mergeId: string): Promise<unknown> {
  return requestJson(`/api/v1/patients/merges/${mergeId}/undo`, { body: {} });
}
