import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type { RecordDeath } from "@/lib/deaths/schema";
import type { MergeAnswer } from "@/lib/patients/merges/schema";
import type {
  CreatedPatient,
  CreatePatient,
  PatientDetail,
  PatientPage,
  UpdatePatient,
} from "@/lib/patients/schema";

export type PatientChange = z.input<typeof UpdatePatient>;
export type NewPatient = z.input<typeof CreatePatient>;

const at = (id: string, rest = "") => `/api/v1/patients/${id}${rest}`;

/** Patients by name, or what a search found, 60 rows a page. */
export function patientsQuery(search: string, kind: "person" | "unsorted" = "person") {
  return infiniteQueryOptions({
    queryKey: ["patients", { search, kind }] as const,
    queryFn: ({ pageParam, signal }) => {
      const body = { search, limit: 60, kind, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return requestJson<PatientPage>("/api/v1/patients/search", { body, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

export function patientQuery(id: string) {
  return queryOptions({
    queryKey: ["patient", id] as const,
    queryFn: ({ signal }) => requestJson<PatientDetail>(at(id), { signal }),
  });
}

/** The same key adds once, however often it is tried. */
export function createPatient(body: NewPatient, key: string): Promise<CreatedPatient> {
  return requestJson("/api/v1/patients", { body, key });
}

export function updatePatient(id: string, body: PatientChange): Promise<PatientDetail> {
  return requestJson(at(id), { method: "PATCH", body });
}

/** Records a death with its source, or takes it back with a reason. */
export function recordDeath(id: string, body: z.input<typeof RecordDeath>): Promise<PatientDetail> {
  return requestJson(at(id, "/deceased"), { body });
}

/** The patient's conversation, made when there is none yet: the way to write first. */
export function startConversation(patientId: string): Promise<{ id: string }> {
  return requestJson("/api/v1/conversations", { body: { patientId } });
}

/** Says who an unknown sender is. */
export function mergePatient(id: string, intoId: string): Promise<z.output<typeof MergeAnswer>> {
  return requestJson(at(id, "/merge"), { body: { intoId } });
}

export function undoMerge(mergeId: string): Promise<z.output<typeof MergeAnswer>> {
  return requestJson(at(`merges/${mergeId}`, "/undo"), { method: "POST" });
}
