import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type { Invited, InvitePatient, PortalView } from "@/lib/invitations/schema";
import type { RevokePortal } from "@/lib/portal/schema";

const at = (patientId: string, rest = "") => `/api/v1/patients/${patientId}/portal${rest}`;

/** How a patient's own sign-in stands. Under the patient's key: stale when the patient is. */
export function portalQuery(patientId: string) {
  return queryOptions({
    queryKey: ["patient", patientId, "portal"] as const,
    queryFn: ({ signal }) => requestJson<PortalView>(at(patientId), { signal }),
  });
}

export function useInvite(patientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof InvitePatient>) =>
      requestJson<Invited>(at(patientId, "/invite"), { body }),
    onSuccess: () => client.invalidateQueries(),
  });
}

export function useRevoke(patientId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof RevokePortal>) =>
      requestJson<PortalView>(at(patientId, "/revoke"), { body }),
    onSuccess: () => client.invalidateQueries(),
  });
}
