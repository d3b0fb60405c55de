import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { ApiError, requestJson } from "@/components/auth/request";
import type { SetNoContact } from "@/lib/deaths/no-contact/schema";
import type { PatientDetail } from "@/lib/patients/schema";
import type { Reach, SaveRelated, SetInstruction, SetPreferences } from "@/lib/reach/schema";
import type { Labels, SetLabels } from "@/lib/restrictions/schema";

const at = (patientId: string, rest: string) => `/api/v1/patients/${patientId}/${rest}`;

/** How, when and through whom a patient is reached. Under the patient's own key: stale when the patient is. */
export function reachQuery(patientId: string) {
  return queryOptions({
    queryKey: ["patient", patientId, "reach"] as const,
    queryFn: ({ signal }) => requestJson<Reach>(at(patientId, "reach"), { signal }),
  });
}

export function labelsQuery(patientId: string) {
  return queryOptions({
    queryKey: ["patient", patientId, "labels"] as const,
    queryFn: ({ signal }) => requestJson<Labels>(at(patientId, "labels"), { signal }),
  });
}

type Change =
  | { rest: "labels"; body: z.input<typeof SetLabels> }
  | { rest: "reach/instruction"; body: z.input<typeof SetInstruction> }
  | { rest: "reach/related"; body: z.input<typeof SaveRelated> }
  | { rest: "reach/preferences"; body: z.input<typeof SetPreferences> };

const PUTS = ["labels", "reach/preferences"];

/** One change of the chart; afterwards everything that shows this patient is looked at again. */
export function useChartChange(patientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ rest, body }: Change) =>
      requestJson<unknown>(at(patientId, rest), { method: PUTS.includes(rest) ? "PUT" : "POST", body }),
    onSuccess: () => client.invalidateQueries(),
    onError: (error) =>
      isStale(error) ? client.invalidateQueries({ queryKey: ["patient", patientId] }) : undefined,
  });
}

export function setNoContact(patientId: string, body: z.input<typeof SetNoContact>): Promise<PatientDetail> {
  return requestJson(at(patientId, "no-contact"), { body });
}

const isStale = (error: unknown) => error instanceof ApiError && error.reason === "stale";

/** A form's errors; none where a colleague's newer state is shown instead. */
export const staleOr = <E extends object>(error: unknown, errors: E): E | undefined =>
  isStale(error) ? undefined : errors;

/** What the API refused, in its own words. */
export const refusalOf = (error: unknown) =>
  error instanceof Error ? error.message : "That did not work. Please try again.";
