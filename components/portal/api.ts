import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type { Invited, InvitePatient, PortalView } from "@/lib/invitations/schema";
import type { RevokePortal } from "@/lib/portal/schema";
import type {
  InvitedRepresentative,
  InviteRepresentative,
  Representatives,
} from "@/lib/representatives/schema";

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

const FOR_OTHERS = "/representatives";

/** How the sign-ins of those who act for a patient stand. */
export function representativesQuery(patientId: string) {
  return queryOptions({
    queryKey: ["patient", patientId, "representatives"] as const,
    queryFn: ({ signal }) => requestJson<Representatives>(at(patientId, FOR_OTHERS), { signal }),
  });
}

export function useInviteRepresentative(patientId: string, personId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof InviteRepresentative>) =>
      requestJson<InvitedRepresentative>(at(patientId, `${FOR_OTHERS}/${personId}/invite`), { body }),
    onSuccess: () => client.invalidateQueries(),
  });
}

export function useRevokeRepresentative(patientId: string, personId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof RevokePortal>) =>
      requestJson<Representatives>(at(patientId, `${FOR_OTHERS}/${personId}/revoke`), { body }),
    onSuccess: () => client.invalidateQueries(),
  });
}
