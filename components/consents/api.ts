import { infiniteQueryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { requestJson } from "@/components/auth/request";
import type { Consents, RecordConsent } from "@/lib/consents/ledger/schema";
import type { Lifted, LiftSuppression } from "@/lib/consents/lifting/schema";

export type ConsentInput = z.input<typeof RecordConsent>;

const at = (patientId: string) => `/api/v1/patients/${patientId}/consents`;

/** The state of a patient's consents with the newest lines of the ledger, page by page. */
export function consentsQuery(patientId: string) {
  return infiniteQueryOptions({
    // Under the patient's own key: what makes the patient stale makes this stale.
    queryKey: ["patient", patientId, "consents"] as const,
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? "" : `&cursor=${encodeURIComponent(pageParam)}`;
      return requestJson<Consents>(`${at(patientId)}?limit=20${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** The same key writes once, however often it is tried. */
export function recordConsent(patientId: string, body: ConsentInput, key: string): Promise<Consents> {
  return requestJson(at(patientId), { body, key });
}

/** Opens an address again that was closed; the reason is kept. */
export function liftClosing(
  patientId: string,
  body: z.input<typeof LiftSuppression>,
): Promise<z.output<typeof Lifted>> {
  return requestJson(`${at(patientId)}/lift`, { body });
}
